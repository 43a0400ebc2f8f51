package io.noisette.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import java.util.List;
import java.util.Map;

/**
 * All gradients of a model's trained parameters together; norm, clipping, scaling and clearing are
 * a single libtorch call each.
 */
public final class Gradients implements AutoCloseable {

  /** Added to the norm before dividing by it, as in PyTorch's {@code clip_grad_norm_}. */
  private static final double CLIP_EPSILON = 1e-6;

  private final NDManager manager;
  private final Kernels kernels;
  private final KernelFunction norm;
  private final KernelFunction scale;
  private final KernelFunction move;
  private final KernelFunction clear;
  private final List<NDArray> gradients;

  /**
   * Collects the gradients of a model's parameters for operations on all of them, such as clipping.
   */
  public Gradients(NDManager manager, Parameters parameters) {
    this.manager = manager;
    kernels = Kernels.compile(manager, Gradients.class, "GradientKernels", Map.of());
    norm = kernels.function("norm");
    scale = kernels.function("scale");
    move = kernels.function("move");
    clear = kernels.function("clear");
    gradients =
        parameters.findRuns(parameters.getTrainedNames()).stream()
            .map(parameters::getFlatGradient)
            .toList();
  }

  /** Computes the L2 norm over all gradients together. */
  public double measureNorm() {
    try (NDArray result = norm.call(manager, gradients)) {
      return result.toFloatArray()[0];
    }
  }

  /**
   * Scales all gradients so that their norm is at most {@code most}.
   *
   * @param norm current norm, from {@link #measureNorm}
   * @param most maximum norm; 0: no limit
   */
  public void clip(double norm, double most) {
    double factor = most / (norm + CLIP_EPSILON);
    if (most > 0 && factor < 1) {
      scale(factor);
    }
  }

  /** Multiplies all gradients by {@code factor}. */
  public void scale(double factor) {
    scale.execute(gradients, factor);
  }

  /**
   * Adds the gradients of a replica of the model to these gradients, and sets the replica's
   * gradients to 0.
   */
  public void addAndClear(Gradients replica) {
    move.execute(gradients, replica.gradients);
  }

  /** Sets all gradients to 0. */
  public void clear() {
    clear.execute(gradients);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }
}
