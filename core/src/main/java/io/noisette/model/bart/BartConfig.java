package io.noisette.model.bart;

import static io.noisette.model.ConfigBounds.requireHeads;
import static io.noisette.model.ConfigBounds.requireId;
import static io.noisette.model.ConfigBounds.requireLayers;
import static io.noisette.model.ConfigBounds.requireSize;

import io.noisette.model.Activation;
import io.noisette.model.DropoutRates;
import io.noisette.model.ParameterSpec;
import io.noisette.model.layer.KernelConstants;
import io.noisette.model.layer.TiedSoftmaxLoss;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Model config of a BART, with the key names of Hugging Face's {@code config.json} (docs/papers.md
 * 1.1).
 *
 * @param vocabSize number of tokens, the rows of the embedding matrix that encoder, decoder and
 *     output share
 * @param dModel dimension of the hidden states
 * @param encoderLayers number of encoder layers; 0: there is no encoder, and no cross-attention
 * @param decoderLayers number of decoder layers; 0: there is no decoder
 * @param encoderAttentionHeads number of attention heads in the encoder; must divide {@code dModel}
 * @param decoderAttentionHeads number of attention heads in the decoder, for self-attention and
 *     cross-attention; must divide {@code dModel}
 * @param encoderFfnDim inner dimension of the encoder's feed-forward layers
 * @param decoderFfnDim inner dimension of the decoder's feed-forward layers
 * @param maxPositionEmbeddings maximum number of tokens in a sequence, special tokens included
 * @param dropout probability for embeddings and for the output of each sublayer
 * @param scaleEmbedding whether input embeddings are multiplied by sqrt(dModel)
 * @param initStd standard deviation of the weight initialization
 * @param special ids of the special tokens
 * @param attentionDropout dropout probability for attention weights
 * @param activationDropout dropout probability inside the feed-forward layers
 * @param classifierDropout dropout probability in a classification head
 * @param activation activation function of the feed-forward layers
 * @param sourceEncoder a further encoder in front of this model, or null
 */
@RecordBuilder
public record BartConfig(
    int vocabSize,
    int dModel,
    int encoderLayers,
    int decoderLayers,
    int encoderAttentionHeads,
    int decoderAttentionHeads,
    int encoderFfnDim,
    int decoderFfnDim,
    int maxPositionEmbeddings,
    double dropout,
    boolean scaleEmbedding,
    double initStd,
    BartSpecialTokens special,
    double attentionDropout,
    double activationDropout,
    double classifierDropout,
    Activation activation,
    @Nullable SourceEncoderConfig sourceEncoder)
    implements BartConfigBuilder.With {

  /**
   * Row of the position embedding matrix that the first token of a sequence uses: the padding id
   * plus 1.
   */
  public static final int POSITION_OFFSET = 2;

  private static final double NORM_EPSILON = 1e-5;

  public BartConfig {
    requireSize("vocab_size", vocabSize);
    requireSize("d_model", dModel);
    if (encoderLayers != 0 || decoderLayers < 1) {
      requireLayers("encoder_layers", encoderLayers);
    }
    if (decoderLayers != 0 || encoderLayers < 1) {
      requireLayers("decoder_layers", decoderLayers);
    }
    requireSize("encoder_ffn_dim", encoderFfnDim);
    requireSize("decoder_ffn_dim", decoderFfnDim);
    requireSize("max_position_embeddings", maxPositionEmbeddings);
    requireHeads("encoder_attention_heads", encoderAttentionHeads, "d_model", dModel);
    requireHeads("decoder_attention_heads", decoderAttentionHeads, "d_model", dModel);
    new DropoutRates(dropout, attentionDropout, activationDropout, classifierDropout);
    requireId("bos_token_id", special.bos(), vocabSize);
    requireId("pad_token_id", special.pad(), vocabSize);
    requireId("eos_token_id", special.eos(), vocabSize);
    requireId("decoder_start_token_id", special.decoderStart(), vocabSize);
    if (sourceEncoder != null) {
      requireHeads(
          "source_encoder.encoder_attention_heads",
          sourceEncoder.encoderAttentionHeads(),
          "d_model",
          dModel);
    }
  }

  /**
   * Creates a model config for pretraining: activation GELU, and dropout only after embeddings and
   * sublayers.
   */
  public BartConfig(
      int vocabSize,
      int dModel,
      int encoderLayers,
      int decoderLayers,
      int encoderAttentionHeads,
      int decoderAttentionHeads,
      int encoderFfnDim,
      int decoderFfnDim,
      int maxPositionEmbeddings,
      double dropout,
      boolean scaleEmbedding,
      double initStd,
      BartSpecialTokens special) {
    this(
        vocabSize,
        dModel,
        encoderLayers,
        decoderLayers,
        encoderAttentionHeads,
        decoderAttentionHeads,
        encoderFfnDim,
        decoderFfnDim,
        maxPositionEmbeddings,
        dropout,
        scaleEmbedding,
        initStd,
        special,
        0,
        0,
        0,
        Activation.GELU,
        null);
  }

  /** Returns whether the encoder or the decoder is absent. */
  public boolean isSingleStack() {
    return encoderLayers == 0 || decoderLayers == 0;
  }

  /** Returns the kind of model and its sizes as a part of a line. */
  public String describe() {
    String layers =
        isSingleStack()
            ? (encoderLayers == 0 ? "decoder of " : "encoder of ")
                + (encoderLayers + decoderLayers)
                + " layers"
            : "BART " + encoderLayers + "+" + decoderLayers + " layers";
    return String.format(Locale.ROOT, "%s, d %d, vocabulary %,d", layers, dModel, vocabSize);
  }

  /** Returns a copy with another number of layers in each stack that there is. */
  public BartConfig withLayers(int layers) {
    return with(
        it ->
            it.encoderLayers(Math.min(encoderLayers, layers))
                .decoderLayers(Math.min(decoderLayers, layers)));
  }

  /** Returns the constants of the kernels for a stack with a number of attention heads. */
  KernelConstants toConstants(int heads) {
    double embedScale = scaleEmbedding ? Math.sqrt(dModel) : 1.0;
    return new KernelConstants(heads, activation, embedScale, NORM_EPSILON);
  }

  /** Returns the constants of the kernels for a source encoder. */
  KernelConstants toConstants(SourceEncoderConfig source) {
    double embedScale = source.scaleEmbedding() ? Math.sqrt(dModel) : 1.0;
    return new KernelConstants(
        source.encoderAttentionHeads(), source.activation(), embedScale, NORM_EPSILON);
  }

  /** Returns the maximum number of tokens in a source, special tokens included. */
  public int getSourcePositions() {
    return sourceEncoder == null
        ? maxPositionEmbeddings
        : Math.min(maxPositionEmbeddings, sourceEncoder.maxPositionEmbeddings());
  }

  /**
   * Returns the id of the token that every target begins with, {@code <s>}; null in a single stack,
   * where a target follows the {@code </s>} of its source.
   */
  public @Nullable Integer getTargetStart() {
    return isSingleStack() ? null : special.bos();
  }

  /**
   * Returns the maximum number of tokens in a source whose target may have a number of tokens: a
   * single stack needs positions for both.
   */
  public int getSourcePositions(int target) {
    return isSingleStack() ? maxPositionEmbeddings - target : getSourcePositions();
  }

  /** Returns the maximum number of tokens in a target whose source may have a number of tokens. */
  public int getTargetPositions(int source) {
    return isSingleStack() ? maxPositionEmbeddings - source : maxPositionEmbeddings;
  }

  /** Returns all dropout probabilities. */
  public DropoutRates getDropoutRates() {
    return new DropoutRates(dropout, attentionDropout, activationDropout, classifierDropout);
  }

  /** Returns a copy with other dropout probabilities. */
  public BartConfig withDropout(DropoutRates rates) {
    return with(
        it ->
            it.dropout(rates.hidden())
                .attentionDropout(rates.attention())
                .activationDropout(rates.activation())
                .classifierDropout(rates.head()));
  }

  /**
   * Computes the number of trainable parameters, with the shared embedding matrix counted once
   * (docs/papers.md 1.1).
   */
  public long getParameterCount() {
    return BartLayout.of(this).stream().mapToLong(ParameterSpec::size).sum();
  }

  /**
   * Returns the number of parameters by which hidden states of tokens are multiplied: all but the
   * position embeddings and the word embeddings of a source encoder.
   */
  public long countMultiplied() {
    long stacks = isSingleStack() ? 1 : 2;
    long embeddings = stacks * (maxPositionEmbeddings + POSITION_OFFSET);
    if (sourceEncoder != null) {
      embeddings += sourceEncoder.vocabSize();
      embeddings += sourceEncoder.maxPositionEmbeddings() + POSITION_OFFSET;
    }
    return getParameterCount() - embeddings * dModel;
  }

  /**
   * Returns the number of parameters by which hidden states are multiplied per target token if
   * there are {@code sources} source tokens for each.
   */
  public long countMultiplied(double sources) {
    long positions = (long) (maxPositionEmbeddings + POSITION_OFFSET) * dModel;
    long encoder =
        BartLayout.of(this).stream()
            .filter(spec -> spec.name().startsWith(BartLayout.ENCODER))
            .mapToLong(ParameterSpec::size)
            .sum();
    return countMultiplied() + Math.round((sources - 1) * (encoder - positions));
  }

  /**
   * Returns the number of parameters by which hidden states are multiplied per target token of
   * pairs with {@code sources} source tokens for each, which a single stack reads as one text.
   */
  public long countPairMultiplied(double sources) {
    if (!isSingleStack()) {
      return countMultiplied(sources);
    }
    long words = (long) vocabSize * dModel;
    return words + Math.round((countMultiplied() - words) * (sources + countTargetReads()));
  }

  /**
   * Returns the number of tokens for each token of a target that the stack with the target reads:
   * an encoder alone reads its query too.
   */
  private int countTargetReads() {
    return decoderLayers == 0 ? 2 : 1;
  }

  /** Returns the shape of each parameter as text, such as {@code (768, 768)}, by parameter name. */
  public Map<String, String> getShapes() {
    Map<String, String> shapes = new LinkedHashMap<>();
    BartLayout.of(this).forEach(spec -> shapes.put(spec.name(), spec.shape().toString()));
    return shapes;
  }

  /**
   * Estimates the number of activations that a forward pass keeps for the backward pass.
   *
   * @param tokens number of tokens in the sources, and as many in the targets
   * @param window number of tokens that each token attends to
   */
  public long countActivations(long tokens, long window) {
    long d = dModel;
    // Vectors of width d that a layer keeps: inputs of linear layers and norms, q, k, v, output,
    // sums.
    long encoder = encoderLayers * (12 * d + 2L * encoderFfnDim);
    long decoder = decoderLayers * (20 * d + 2L * decoderFfnDim);
    long weights = 0;
    if (attentionDropout > 0) { // the unfused attention keeps its weights
      weights =
          3 * window * encoderLayers * encoderAttentionHeads
              + 6 * window * decoderLayers * decoderAttentionHeads;
    }
    if (sourceEncoder != null) {
      encoder += sourceEncoder.encoderLayers() * (12 * d + 2L * sourceEncoder.encoderFfnDim());
    }
    return tokens * (encoder + decoder + weights + 8 * d);
  }

  /**
   * Estimates the number of activations that a forward pass over sources and targets keeps for the
   * backward pass.
   *
   * @param tokens number of tokens in the sources, and as many in the targets
   */
  public long countPairActivations(long tokens) {
    long window = Math.min(tokens, maxPositionEmbeddings);
    return isSingleStack()
        ? countActivations(tokens * (1 + countTargetReads()), window)
        : countActivations(tokens, window);
  }

  /**
   * Returns the maximum number of output logits and log-probabilities in memory at a time for a
   * given number of target tokens.
   */
  public long countScores(long tokens) {
    return 2 * Math.min(tokens, TiedSoftmaxLoss.CHUNK) * vocabSize;
  }
}
