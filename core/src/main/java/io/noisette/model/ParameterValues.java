package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.TensorMemory;
import java.nio.FloatBuffer;
import java.util.function.Function;

/** Source of the values that parameters are created with: a file, or random numbers. */
@FunctionalInterface
public interface ParameterValues {

  /**
   * Writes all values of a parameter in row-major order.
   *
   * @param target has as many elements remaining as the parameter has
   */
  void write(ParameterSpec spec, FloatBuffer target);

  /**
   * Returns a source of values that are in Java arrays.
   *
   * @param arrays returns the values of a parameter in row-major order
   */
  static ParameterValues ofArrays(Function<ParameterSpec, float[]> arrays) {
    return (spec, target) -> target.put(arrays.apply(spec));
  }

  /** Returns the values of a parameter in row-major order. */
  default float[] toArray(ParameterSpec spec) {
    float[] values = new float[Math.toIntExact(spec.size())];
    write(spec, FloatBuffer.wrap(values));
    return values;
  }

  /** Returns the values of a parameter as a new array of the manager's device. */
  default NDArray create(NDManager manager, ParameterSpec spec) {
    return TensorMemory.create(manager, spec.shape(), target -> write(spec, target));
  }
}
