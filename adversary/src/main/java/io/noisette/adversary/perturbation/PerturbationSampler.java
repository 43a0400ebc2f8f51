package io.noisette.adversary.perturbation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.model.PackedTokens;
import java.nio.ByteBuffer;

/** Source of initial perturbations for the sequences of a micro-batch. */
public final class PerturbationSampler implements AutoCloseable {

  /** Source of the uniform draws in (-1, 1) that a random start is scaled from. */
  @FunctionalInterface
  public interface Draws {
    /** Returns {@code count} floats in native byte order, one per token and dimension. */
    ByteBuffer take(int count, long seed);
  }

  private final PerturbationKernels kernels;
  private final Ball ball;
  private final int width;
  private final Draws draws;

  /** Creates a sampler whose perturbations are functions of a random seed. */
  public PerturbationSampler(NDManager parent, Ball ball, int width) {
    this(parent, ball, width, new UniformDraws()::take);
  }

  public PerturbationSampler(NDManager parent, Ball ball, int width, Draws draws) {
    kernels = new PerturbationKernels(parent);
    this.ball = ball;
    this.width = width;
    this.draws = draws;
  }

  /** Returns a new perturbation, owned by {@code scope}. */
  public Perturbation start(NDManager scope, PackedTokens tokens, long seed) {
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

  /** Scales the draws, which are in Java's memory, to a start in libtorch's memory. */
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
