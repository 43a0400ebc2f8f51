package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Kernels;
import java.util.Map;

/** The sums of perturbations; {@code PerturbationKernels.py} has them. */
final class PerturbationKernels implements AutoCloseable {

  private final Kernels kernels;

  PerturbationKernels(NDManager parent) {
    kernels = Kernels.compile(parent, PerturbationKernels.class, "PerturbationKernels", Map.of());
  }

  /**
   * Multiplies (tokens, d) by a number for each text.
   *
   * @param texts the text of each token, (tokens)
   * @param scales (texts)
   */
  NDArray scaled(NDArray draws, NDArray texts, NDArray scales) {
    return kernels.differentiable("scaled", new NDList(draws, texts, scales)).singletonOrThrow();
  }

  /** The rows of (tokens, d) in another order; autograd goes back through it. */
  NDArray reordered(NDArray order, NDArray delta) {
    return kernels.differentiable("reordered", new NDList(order, delta)).singletonOrThrow();
  }

  /** Steps up by {@code rate} in the norm, then into the ball, in place; clears the gradient. */
  void ascend(Ball ball, NDArray delta, NDArray gradient, Texts texts, double rate) {
    kernels
        .plain(
            delta.getManager(),
            method("ascend", ball),
            delta,
            gradient,
            texts.ofTokens(),
            texts.count(),
            rate,
            ball.floor(),
            ball.maxNorm())
        .forEach(NDArray::close);
  }

  /** The norm of each text, (texts). */
  NDArray norms(Ball ball, NDArray delta, Texts texts) {
    return kernels
        .plain(delta.getManager(), method("norm", ball), delta, texts.ofTokens(), texts.count())
        .get(0);
  }

  /**
   * How tokens belong to texts.
   *
   * @param ofTokens the text of each token, (tokens)
   * @param count of texts
   */
  record Texts(NDArray ofTokens, long count) {}

  @Override
  public void close() {
    kernels.close();
  }

  private static String method(String name, Ball ball) {
    return switch (ball.norm()) {
      case L2 -> name + "_l2";
      case LINF -> name + "_linf";
    };
  }
}
