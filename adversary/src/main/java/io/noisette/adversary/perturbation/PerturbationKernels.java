package io.noisette.adversary.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import java.util.Map;
import java.util.Objects;

/** Operations on perturbations; the computation is in {@code PerturbationKernels.py}. */
final class PerturbationKernels implements AutoCloseable {

  private final Kernels kernels;
  private final KernelFunction scaled;
  private final KernelFunction reordered;
  private final Map<AdversaryNorm, KernelFunction> ascents;
  private final Map<AdversaryNorm, KernelFunction> norms;

  PerturbationKernels(NDManager parent) {
    kernels = Kernels.compile(parent, PerturbationKernels.class, "PerturbationKernels", Map.of());
    scaled = kernels.function("scaled");
    reordered = kernels.function("reordered");
    ascents =
        Map.of(
            AdversaryNorm.L2, kernels.function("ascend_l2"),
            AdversaryNorm.LINF, kernels.function("ascend_linf"));
    norms =
        Map.of(
            AdversaryNorm.L2, kernels.function("norm_l2"),
            AdversaryNorm.LINF, kernels.function("norm_linf"));
  }

  /**
   * Returns (tokens, d) multiplied by one factor per sequence.
   *
   * @param sequences index of each token's sequence, (tokens)
   * @param scales factor of each sequence, (sequences)
   */
  NDArray scaled(NDArray draws, NDArray sequences, NDArray scales) {
    return scaled.call(draws.getManager(), draws, sequences, scales);
  }

  /**
   * Returns the rows of (tokens, d) in another order; differentiable.
   *
   * @param order index of each new row in {@code delta}, (tokens)
   */
  NDArray reordered(NDArray order, NDArray delta) {
    return reordered.call(order.getManager(), order, delta);
  }

  /**
   * Takes an ascent step of length {@code rate} in the norm of the ball, projects into the ball,
   * and clears the gradient, all in place.
   */
  void ascend(Ball ball, NDArray delta, NDArray gradient, Sequences sequences, double rate) {
    of(ascents, ball)
        .execute(
            delta,
            gradient,
            sequences.ofTokens(),
            sequences.count(),
            rate,
            ball.floor(),
            ball.maxNorm());
  }

  /** Returns the norm of each sequence's perturbation, (sequences). */
  NDArray norms(Ball ball, NDArray delta, Sequences sequences) {
    return of(norms, ball).call(delta.getManager(), delta, sequences.ofTokens(), sequences.count());
  }

  /**
   * Assignment of tokens to sequences.
   *
   * @param ofTokens index of each token's sequence, (tokens)
   * @param count number of sequences
   */
  record Sequences(NDArray ofTokens, long count) {}

  @Override
  public void close() {
    kernels.close();
  }

  private static KernelFunction of(Map<AdversaryNorm, KernelFunction> functions, Ball ball) {
    return Objects.requireNonNull(functions.get(ball.norm()));
  }
}
