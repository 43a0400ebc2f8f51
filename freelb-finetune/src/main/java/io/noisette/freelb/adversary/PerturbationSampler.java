package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.model.PackedTokens;
import java.nio.ByteBuffer;

/** Where perturbations come from: the ball's start for the sequences of a micro-batch. */
final class PerturbationSampler implements AutoCloseable {

  /** The draws, each in (-1, 1), that a random start is scaled from. */
  @FunctionalInterface
  interface Draws {
    /** A value for each token and dimension, as floats in the machine's order of bytes. */
    ByteBuffer take(int count, long seed);
  }

  private final PerturbationKernels kernels;
  private final Ball ball;
  private final int width;
  private final Draws draws;

  /** Starts that are functions of a seed. */
  PerturbationSampler(NDManager parent, Ball ball, int width) {
    this(parent, ball, width, new UniformDraws()::take);
  }

  PerturbationSampler(NDManager parent, Ball ball, int width, Draws draws) {
    kernels = new PerturbationKernels(parent);
    this.ball = ball;
    this.width = width;
    this.draws = draws;
  }

  /** A perturbation that belongs to {@code scope}. */
  Perturbation start(NDManager scope, PackedTokens tokens, long seed) {
    long[] ofTokens = new long[tokens.getSize()];
    long[] lengths = tokens.getLengths();
    float[] scales = new float[lengths.length];
    int at = 0;
    for (int sequence = 0; sequence < lengths.length; sequence++) {
      scales[sequence] = (float) ball.startScale(lengths[sequence], width);
      for (long i = 0; i < lengths[sequence]; i++) {
        ofTokens[at++] = sequence;
      }
    }
    PerturbationKernels.Sequences sequences =
        new PerturbationKernels.Sequences(scope.create(ofTokens), lengths.length);
    NDArray delta =
        ball.initMagnitude() == 0
            ? scope.zeros(new Shape(ofTokens.length, width))
            : scaled(scope, sequences, scales, draws.take(ofTokens.length * width, seed));
    delta.setRequiresGradient(true);
    return new Perturbation(kernels, ball, sequences, lengths, delta);
  }

  /** The draws lie in Java's memory; what is made of them does not. */
  private NDArray scaled(
      NDManager scope, PerturbationKernels.Sequences sequences, float[] scales, ByteBuffer values) {
    Shape shape = new Shape(sequences.ofTokens().size(), width);
    NDArray uniform = scope.create(values, shape, DataType.FLOAT32);
    return Autograd.paused(
        () -> kernels.scaled(uniform, sequences.ofTokens(), scope.create(scales)));
  }

  @Override
  public void close() {
    kernels.close();
  }
}
