package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import io.noisette.parity.ParityTensor;

/** Copies libtorch tensors to {@link ParityTensor}s. */
public final class ArrayReader {

  private ArrayReader() {}

  /** Returns a copy of a float32 tensor. */
  public static ParityTensor read(NDArray array) {
    return ParityTensor.ofFloats(array.getShape().getShape(), array.toFloatArray());
  }
}
