package io.noisette.model.encoder;

import static io.noisette.model.ConfigBounds.requireHeads;
import static io.noisette.model.ConfigBounds.requireId;
import static io.noisette.model.ConfigBounds.requireLayers;
import static io.noisette.model.ConfigBounds.requireSize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.model.Activation;
import io.noisette.model.DropoutRates;
import io.noisette.model.ModelFamily;
import io.noisette.model.PackedTokens;
import io.noisette.model.SequenceBatch;
import io.noisette.model.layer.KernelConstants;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;

/**
 * Model config of a BERT or RoBERTa, with the key names of Hugging Face's {@code config.json}.
 *
 * @param family BERT or RoBERTa
 * @param vocabSize number of tokens, the rows of the embedding matrix
 * @param hiddenSize dimension of the hidden states
 * @param numHiddenLayers number of layers
 * @param numAttentionHeads number of attention heads; must divide {@code hiddenSize}
 * @param intermediateSize inner dimension of the feed-forward layers
 * @param maxPositionEmbeddings rows of the position embedding matrix
 * @param typeVocabSize number of token types
 * @param hiddenAct activation function of the feed-forward layers
 * @param layerNormEps epsilon of the layer norms, added to the variance
 * @param initializerRange standard deviation of the weight initialization
 * @param padTokenId id of the padding token
 * @param dropout probabilities; that of the head is {@code classifier_dropout}
 */
@RecordBuilder
public record EncoderConfig(
    ModelFamily family,
    int vocabSize,
    int hiddenSize,
    int numHiddenLayers,
    int numAttentionHeads,
    int intermediateSize,
    int maxPositionEmbeddings,
    int typeVocabSize,
    Activation hiddenAct,
    double layerNormEps,
    double initializerRange,
    int padTokenId,
    DropoutRates dropout)
    implements EncoderConfigBuilder.With {

  public EncoderConfig {
    if (family == ModelFamily.BART) {
      throw new IllegalArgumentException("family must be BERT or RoBERTa; for BART use BartConfig");
    }
    requireSize("vocab_size", vocabSize);
    requireSize("hidden_size", hiddenSize);
    requireSize("intermediate_size", intermediateSize);
    requireSize("max_position_embeddings", maxPositionEmbeddings);
    requireSize("type_vocab_size", typeVocabSize);
    requireLayers("num_hidden_layers", numHiddenLayers);
    requireHeads("num_attention_heads", numAttentionHeads, "hidden_size", hiddenSize);
    requireId("pad_token_id", padTokenId, vocabSize);
    if (!(layerNormEps > 0 && initializerRange > 0)) {
      throw new IllegalArgumentException(
          "layer_norm_eps and initializer_range must be above 0, not "
              + layerNormEps
              + " and "
              + initializerRange);
    }
    if (family == ModelFamily.ROBERTA && maxPositionEmbeddings < padTokenId + 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "max_position_embeddings = %d leaves no position after pad_token_id = %d",
              maxPositionEmbeddings,
              padTokenId));
    }
  }

  /**
   * Returns the row of the position embedding matrix that the first token of a text uses: 0 in
   * BERT, the padding id plus 1 in RoBERTa.
   */
  public int positionOffset() {
    return family == ModelFamily.ROBERTA ? padTokenId + 1 : 0;
  }

  /** Returns the maximum number of tokens in a text, special tokens included. */
  public int maxLength() {
    return maxPositionEmbeddings - positionOffset();
  }

  /** Returns the row of the token type embedding matrix for each token of a batch, (tokens). */
  NDArray toTypes(NDManager scope, SequenceBatch batch) {
    // A table with one row, as RoBERTa's, knows no second text, whatever the tokenizer says.
    PackedTokens given = typeVocabSize == 1 ? null : batch.types();
    return given == null
        ? scope.zeros(new Shape(batch.tokens().getSize()), DataType.INT64)
        : given.toIds(scope);
  }

  /** Returns the constants of the kernels for layers with an activation function. */
  KernelConstants toConstants(Activation activation) {
    return new KernelConstants(numAttentionHeads, activation, 1.0, layerNormEps);
  }

  /**
   * Estimates the number of activations that a forward pass keeps for the backward pass.
   *
   * @param tokens number of tokens in the pass
   * @param window number of tokens that each token attends to
   */
  public long countActivations(long tokens, long window) {
    // Vectors that a layer keeps: inputs of linear layers and norms, q, k, v, output, sums.
    long layer = 12L * hiddenSize + 2L * intermediateSize;
    if (dropout.attention() > 0) {
      layer += 3L * numAttentionHeads * window; // the unfused attention keeps its weights
    }
    return tokens * (numHiddenLayers * layer + 8L * hiddenSize);
  }
}
