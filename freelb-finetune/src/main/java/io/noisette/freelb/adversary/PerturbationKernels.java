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
   * Multiplies (tokens, d) by a number for each sequence.
   *
   * @param sequences the sequence of each token, (tokens)
   * @param scales (sequences)
   */
  NDArray scaled(NDArray draws, NDArray sequences, NDArray scales) {
    return kernels
        .differentiable("scaled", new NDList(draws, sequences, scales))
        .singletonOrThrow();
  }

  /** The rows of (tokens, d) in another order; autograd goes back through it. */
  NDArray reordered(NDArray order, NDArray delta) {
    return kernels.differentiable("reordered", new NDList(order, delta)).singletonOrThrow();
  }

  /** Steps up by {@code rate} in the norm, then into the ball, in place; clears the gradient. */
  void ascend(Ball ball, NDArray delta, NDArray gradient, Sequences sequences, double rate) {
    kernels
        .plain(
            delta.getManager(),
            method("ascend", ball),
            delta,
            gradient,
            sequences.ofTokens(),
            sequences.count(),
            rate,
            ball.floor(),
            ball.maxNorm())
        .forEach(NDArray::close);
  }

  /** The norm of each sequence, (sequences). */
  NDArray norms(Ball ball, NDArray delta, Sequences sequences) {
    return kernels
        .plain(
            delta.getManager(),
            method("norm", ball),
            delta,
            sequences.ofTokens(),
            sequences.count())
        .get(0);
  }

  /**
   * How tokens belong to sequences.
   *
   * @param ofTokens the sequence of each token, (tokens)
   * @param count of sequences
   */
  record Sequences(NDArray ofTokens, long count) {}

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
