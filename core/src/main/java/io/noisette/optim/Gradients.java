package io.noisette.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import java.util.List;
import java.util.Map;

/** All gradients of a model together: one libtorch call for whatever is done to them. */
public final class Gradients implements AutoCloseable {

  private final NDManager manager;
  private final Kernels kernels;
  private final List<NDArray> gradients;

  public Gradients(NDManager manager, Parameters parameters) {
    this.manager = manager;
    kernels = Kernels.compile(manager, Gradients.class, "GradientKernels", Map.of());
    gradients = parameters.getAllGradients();
  }

  /** Their norm, as that of one long vector. */
  public double measureNorm() {
    try (NDArray norm = kernels.plain(manager, "norm", gradients).get(0)) {
      return norm.toFloatArray()[0];
    }
  }

  /** Multiplies each by {@code factor}. */
  public void scale(double factor) {
    kernels.plain(manager, "scale", gradients, factor).forEach(NDArray::close);
  }

  /** Sets all to 0. */
  public void clear() {
    kernels.plain(manager, "clear", gradients).forEach(NDArray::close);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
