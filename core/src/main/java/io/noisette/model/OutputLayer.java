package io.noisette.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Output layer of a model over its vocabulary of V tokens: logits are {@code hidden wordsᵀ + bias}.
 *
 * @param words embedding matrix, to which the layer is tied, (V, d)
 * @param bias of the logits, (1, V), not trained
 * @param gradient that of {@code words}, in which losses accumulate; null if none is to be
 *     computed, as in a model that is not trained
 */
public record OutputLayer(NDArray words, NDArray bias, @Nullable NDArray gradient) {

  /** Returns V, the number of tokens in the vocabulary. */
  public long getVocabSize() {
    return words.getShape().get(0);
  }
}
