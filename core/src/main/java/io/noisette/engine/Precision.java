package io.noisette.engine;

/** The numbers that matrix products of training are made of; all other arithmetic is in fp32. */
public enum Precision {
  /** 32 bits: the reference. */
  FP32,
  /** Inputs and result of a product rounded to bf16, sums inside it in fp32. */
  BF16,
  /** {@link #BF16} where the processor has units for it; settled before a model is made. */
  AUTO;

  /** Whether products are in bf16. */
  public boolean isBf16() {
    if (this == AUTO) {
      throw new IllegalStateException("a model needs to know its precision, not 'auto'");
    }
    return this == BF16;
  }
}
