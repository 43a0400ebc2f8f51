package io.noisette.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import java.util.List;
import java.util.Map;

/** All gradients of a model together: one libtorch call for whatever is done to them. */
public final class Gradients implements AutoCloseable {

  /** Added to the norm before dividing by it, as {@code clip_grad_norm_} does. */
  private static final double CLIP_EPSILON = 1e-6;

  private final NDManager manager;
  private final Kernels kernels;
  private final KernelFunction norm;
  private final KernelFunction scale;
  private final KernelFunction move;
  private final KernelFunction clear;
  private final List<NDArray> gradients;

  public Gradients(NDManager manager, Parameters parameters) {
    this.manager = manager;
    kernels = Kernels.compile(manager, Gradients.class, "GradientKernels", Map.of());
    norm = kernels.function("norm");
    scale = kernels.function("scale");
    move = kernels.function("move");
    clear = kernels.function("clear");
    gradients = parameters.getAllGradients();
  }

  /** Their norm, as that of one long vector. */
  public double measureNorm() {
    try (NDArray result = norm.call(manager, gradients)) {
      return result.toFloatArray()[0];
    }
  }

  /**
   * Scales all so that their norm is at most {@code most}; 0 for no limit.
   *
   * @param norm as {@link #measureNorm} has it
   */
  public void clip(double norm, double most) {
    double factor = most / (norm + CLIP_EPSILON);
    if (most > 0 && factor < 1) {
      scale(factor);
    }
  }

  /** Multiplies each by {@code factor}. */
  public void scale(double factor) {
    scale.execute(gradients, factor);
  }

  /** Adds those of a replica, which are 0 afterwards. */
  public void addAndClear(Gradients replica) {
    move.execute(gradients, replica.gradients);
  }

  /** Sets all to 0. */
  public void clear() {
    clear.execute(gradients);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
