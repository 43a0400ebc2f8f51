package io.noisette.model;

import ai.djl.ndarray.NDArray;

/**
 * A loss of a model's last hidden states other than its own, such as that of a student and its
 * teacher. It computes its own gradients, so that it need not hold the logits of all tokens.
 */
@FunctionalInterface
public interface HiddenLoss {

  /**
   * Computes the gradient of the hidden states, and accumulates that of the output layer.
   *
   * @param hidden last hidden states, (tokens, d)
   * @param output layer that makes logits of them, with its gradient
   * @return gradient of the hidden states, (tokens, d)
   */
  NDArray backward(NDArray hidden, OutputLayer output);
}
