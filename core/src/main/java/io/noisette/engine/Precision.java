package io.noisette.engine;

/** Number formats of matrix multiplications in training; all other arithmetic is in fp32. */
public enum Precision {
  /** 32-bit floats: the reference. */
  FP32,
  /** Inputs and results rounded to bf16, sums accumulated in fp32. */
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
