package io.noisette.adversary.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import org.jspecify.annotations.Nullable;

/**
 * Perturbation of the input embeddings of a micro-batch, limited per sequence by a {@link Ball}.
 */
public final class Perturbation {

  private final PerturbationKernels kernels;
  private final Ball ball;
  private final PerturbationKernels.Sequences sequences;
  private final long[] lengths;
  private final NDArray delta;
  private @Nullable NDArray gradient;

  Perturbation(
      PerturbationKernels kernels,
      Ball ball,
      PerturbationKernels.Sequences sequences,
      long[] lengths,
      NDArray delta) {
    this.kernels = kernels;
    this.ball = ball;
    this.sequences = sequences;
    this.lengths = lengths;
    this.delta = delta;
  }

  /**
   * Returns the perturbation, (tokens, d); passes accumulate into its gradient, ascent steps change
   * it in place.
   */
  public NDArray getDelta() {
    return delta;
  }

  /**
   * Returns the perturbation for a decoder that reads the same tokens: shifted right by one
   * position, with that of the last token under the start token, which in BART is the same token.
   * Differentiable.
   */
  public NDArray shiftedRight(NDManager scope) {
    long[] order = new long[Math.toIntExact(delta.getShape().get(0))];
    int first = 0;
    for (long length : lengths) {
      int end = first + Math.toIntExact(length);
      for (int i = first + 1; i < end; i++) {
        order[i] = i - 1L;
      }
      order[first] = end - 1L;
      first = end;
    }
    return Autograd.recorded(() -> kernels.reordered(scope.create(order), delta));
  }

  /** Returns the gradient accumulated since the last ascent step; call it after a pass. */
  public NDArray getGradient() {
    if (gradient == null) {
      gradient = delta.getGradient(); // libtorch accumulates into it from now on
    }
    return gradient;
  }

  /**
   * Takes an ascent step of length {@code rate} along the gradient, in the norm of the ball, and
   * projects back into the ball.
   */
  public void ascend(double rate) {
    kernels.ascend(ball, delta, getGradient(), sequences, rate);
  }

  /** Returns the norm of each sequence's perturbation. */
  public float[] measureNorms() {
    try (NDArray norms = kernels.norms(ball, delta, sequences)) {
      return norms.toFloatArray();
    }
  }
}
