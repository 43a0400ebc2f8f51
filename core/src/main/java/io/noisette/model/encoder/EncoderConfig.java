package io.noisette.model.encoder;

import io.noisette.model.Activation;
import io.noisette.model.DropoutRates;
import io.noisette.model.ModelFamily;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * The shape of a BERT or RoBERTa, with the names of Hugging Face's {@code config.json}.
 *
 * @param family BERT or RoBERTa
 * @param vocabSize rows of the word table
 * @param hiddenSize width of the hidden states
 * @param numHiddenLayers layers
 * @param numAttentionHeads they divide {@code hiddenSize}
 * @param intermediateSize inner width of the feed-forward layers
 * @param maxPositionEmbeddings rows of the position table
 * @param typeVocabSize rows of the table of token types
 * @param hiddenAct activation of the feed-forward layers
 * @param layerNormEps added to the variance in norms
 * @param initializerRange standard deviation of initial weights
 * @param padTokenId row of the word table that stands for no token
 * @param dropout of all sites; the head's is {@code classifier_dropout}
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

  /** More than any model has: a guard before parameters of so many are listed. */
  private static final int MAX_LAYERS = 1000;

  public EncoderConfig {
    if (family == ModelFamily.BART) {
      throw new IllegalArgumentException("BART has a configuration of its own");
    }
    requirePositive("vocab_size", vocabSize);
    requirePositive("hidden_size", hiddenSize);
    requirePositive("num_attention_heads", numAttentionHeads);
    requirePositive("intermediate_size", intermediateSize);
    requirePositive("max_position_embeddings", maxPositionEmbeddings);
    requirePositive("type_vocab_size", typeVocabSize);
    if (numHiddenLayers < 1 || numHiddenLayers > MAX_LAYERS) {
      throw new IllegalArgumentException(
          "num_hidden_layers must be in [1, " + MAX_LAYERS + "], not " + numHiddenLayers);
    }
    if (hiddenSize % numAttentionHeads != 0) {
      throw new IllegalArgumentException(
          "num_attention_heads must divide hidden_size = %d, and %d does not"
              .formatted(hiddenSize, numAttentionHeads));
    }
    if (padTokenId < 0 || padTokenId >= vocabSize) {
      throw new IllegalArgumentException(
          "pad_token_id must be in [0, vocab_size = %d), not %d".formatted(vocabSize, padTokenId));
    }
    if (!(layerNormEps > 0 && initializerRange > 0)) {
      throw new IllegalArgumentException("layer_norm_eps and initializer_range must be above 0");
    }
    if (family == ModelFamily.ROBERTA && maxPositionEmbeddings < padTokenId + 2) {
      throw new IllegalArgumentException(
          "max_position_embeddings = %d leaves no position behind pad_token_id = %d"
              .formatted(maxPositionEmbeddings, padTokenId));
    }
  }

  /** Row of the position table at which the first token of a text stands: RoBERTa's after pad's. */
  public int positionOffset() {
    return family == ModelFamily.ROBERTA ? padTokenId + 1 : 0;
  }

  /** The longest text, in tokens, special ones included. */
  public int maxLength() {
    return maxPositionEmbeddings - positionOffset();
  }

  /**
   * Values that a forward pass over so many tokens keeps for the backward pass, estimated.
   *
   * @param window tokens that a token may look at
   */
  public long countActivations(long tokens, long window) {
    // Vectors that a layer keeps: inputs of products and norms, q, k, v, output, sums.
    long layer = 12L * hiddenSize + 2L * intermediateSize;
    if (dropout.attention() > 0) {
      layer += 3L * numAttentionHeads * window; // its weights are kept then
    }
    return tokens * (numHiddenLayers * layer + 8L * hiddenSize);
  }

  private static void requirePositive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(key + " must be at least 1, not " + value);
    }
  }
}
