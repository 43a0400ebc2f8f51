package io.noisette.golden;

import ai.djl.ndarray.NDArray;
import io.noisette.parity.ParityTensor;
import java.util.Map;

/** Arrays on their way into a comparison. */
final class NamedArrays {

  private NamedArrays() {}

  static ParityTensor read(NDArray array) {
    return ParityTensor.ofFloats(array.getShape().getShape(), array.toFloatArray());
  }

  /** Adds each array under {@code prefix + name}. */
  static void readAll(
      String prefix, Map<String, NDArray> arrays, Map<String, ParityTensor> results) {
    arrays.forEach((name, array) -> results.put(prefix + name, read(array)));
  }
}
