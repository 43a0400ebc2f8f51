package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import org.jspecify.annotations.Nullable;

/** What is added to the word vectors of a micro-batch, each sequence's within its own ball. */
final class Perturbation {

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

  /** (tokens, d); passes add to its gradient, ascents change it in place. */
  NDArray getDelta() {
    return delta;
  }

  /**
   * The same vectors where a decoder reads the tokens that the encoder reads: one place to the
   * right, and under the start token, which is the last token in BART, the last one's. Autograd
   * goes back through it.
   */
  NDArray shiftedRight(NDManager scope) {
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

  /** The gradient since the last ascent, after a pass. */
  NDArray getGradient() {
    if (gradient == null) {
      gradient = delta.getGradient(); // libtorch adds to it from now on
    }
    return gradient;
  }

  /** Goes so far up the gradient, in the ball's norm, and back into the ball. */
  void ascend(double rate) {
    kernels.ascend(ball, delta, getGradient(), sequences, rate);
  }

  /** The norm of each sequence's perturbation. */
  float[] measureNorms() {
    try (NDArray norms = kernels.norms(ball, delta, sequences)) {
      return norms.toFloatArray();
    }
  }
}
