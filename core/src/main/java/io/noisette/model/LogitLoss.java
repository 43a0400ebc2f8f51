package io.noisette.model;

import ai.djl.ndarray.NDArray;

/** A loss of a model's logits other than its own, such as that of a student and its teacher. */
@FunctionalInterface
public interface LogitLoss {

  /**
   * Computes the loss, summed over the rows, as a scalar in fp32 that autograd has recorded.
   *
   * @param logits (rows, outputs)
   */
  NDArray of(NDArray logits);
}
