package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import io.noisette.parity.ParityTensor;

/** Copies arrays of libtorch out for comparison. */
public final class ArrayReader {

  private ArrayReader() {}

  public static ParityTensor read(NDArray array) {
    return ParityTensor.ofFloats(array.getShape().getShape(), array.toFloatArray());
  }
}
