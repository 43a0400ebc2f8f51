package io.noisette.engine;

/**
 * Number formats of activations and matrix multiplications in training. Parameters, their gradients
 * and the state of the optimizer are in fp32 in either.
 */
public enum Precision {
  /** 32-bit floats: the reference. */
  FP32,
  /**
   * Activations, their gradients and rounded copies of the weights in bf16; sums accumulated in
   * fp32.
   */
  BF16,
  /**
   * {@link #BF16} on processors with bf16 units, otherwise {@link #FP32}; resolved before a model
   * is created.
   */
  AUTO;

  /**
   * Returns whether matrix multiplications are in bf16.
   *
   * @throws IllegalStateException for {@link #AUTO}
   */
  public boolean isBf16() {
    if (this == AUTO) {
      throw new IllegalStateException("precision must be fp32 or bf16 here; resolve 'auto' first");
    }
    return this == BF16;
  }
}
