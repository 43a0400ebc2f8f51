package io.noisette.model.layer;

import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterValues;
import io.noisette.random.Mix;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * Initialization of parameters: BART's, with normal weights, biases 0, layer norms 1 and padding
 * row 0 (docs/papers.md 1.1), or fairseq's for language models (docs/papers.md 2.2).
 *
 * <p>Each parameter has a random stream of its own, derived from the seed and its name, so that a
 * change of the layout does not affect the others.
 */
public final class Initialization implements ParameterValues {

  private final long seed;
  private final double standardDeviation;
  private final int padRow;

  /**
   * Creates an initialization.
   *
   * @param seed random seed
   * @param standardDeviation of {@link ParameterSpec.Start#NORMAL}
   * @param padRow row of an embedding matrix that is initialized to 0
   */
  public Initialization(long seed, double standardDeviation, int padRow) {
    this.seed = seed;
    this.standardDeviation = standardDeviation;
    this.padRow = padRow;
  }

  @Override
  public void write(ParameterSpec spec, FloatBuffer target) {
    FloatBuffer values = target.slice();
    target.position(target.limit());
    switch (spec.start()) {
      case NORMAL -> fillNormal(values, spec, standardDeviation);
      case NORMAL_BUT_PAD -> {
        fillNormal(values, spec, standardDeviation);
        clearPad(values, spec);
      }
      case EMBEDDING -> fillNormal(values, spec, 1 / Math.sqrt(columns(spec)));
      case EMBEDDING_BUT_PAD -> {
        fillNormal(values, spec, 1 / Math.sqrt(columns(spec)));
        clearPad(values, spec);
      }
      case XAVIER -> fillUniform(values, spec, 1);
      case XAVIER_OF_THREE -> fillUniform(values, spec, 3);
      case ONE -> fill(values, 1);
      case TWO -> fill(values, 2);
      case ZERO -> fill(values, 0);
      case DEVIATION -> fill(values, (float) standardDeviation);
    }
  }

  private static void fill(FloatBuffer values, float value) {
    for (int i = 0; i < values.limit(); i++) {
      values.put(i, value);
    }
  }

  private void fillNormal(FloatBuffer values, ParameterSpec spec, double deviation) {
    SplittableRandom random = random(spec);
    for (int i = 0; i < values.limit(); i++) {
      values.put(i, (float) (deviation * random.nextGaussian()));
    }
  }

  private void fillUniform(FloatBuffer values, ParameterSpec spec, int matrices) {
    SplittableRandom random = random(spec);
    double bound = Math.sqrt(6.0 / (matrices * spec.shape().get(0) + columns(spec)));
    for (int i = 0; i < values.limit(); i++) {
      values.put(i, (float) (bound * (2 * random.nextDouble() - 1)));
    }
  }

  private void clearPad(FloatBuffer values, ParameterSpec spec) {
    int width = columns(spec);
    if (padRow >= spec.shape().get(0)) {
      return; // a table of positions may have fewer rows than the vocabulary before the padding
    }
    fill(values.slice(padRow * width, width), 0);
  }

  private SplittableRandom random(ParameterSpec spec) {
    return new SplittableRandom(Mix.of(seed, spec.name().hashCode()));
  }

  private static int columns(ParameterSpec spec) {
    return Math.toIntExact(spec.shape().get(1));
  }
}
