package io.noisette.model;

import io.noisette.random.Mix;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * First values of parameters: weights normal, biases 0, norms 1, the pad row 0 (papers.md 1.1).
 *
 * <p>Each parameter has a stream of its own, from the seed and its name, so that a change of the
 * layout leaves the others as they were.
 */
final class Initialization {

  private final long seed;
  private final double standardDeviation;
  private final int padRow;

  Initialization(long seed, double standardDeviation, int padRow) {
    this.seed = seed;
    this.standardDeviation = standardDeviation;
    this.padRow = padRow;
  }

  float[] valuesOf(ParameterSpec spec) {
    float[] values = new float[Math.toIntExact(spec.size())];
    switch (spec.start()) {
      case NORMAL -> fillNormal(values, spec.name());
      case NORMAL_BUT_PAD -> {
        fillNormal(values, spec.name());
        int width = Math.toIntExact(spec.shape().get(1));
        Arrays.fill(values, padRow * width, (padRow + 1) * width, 0f);
      }
      case ONE -> Arrays.fill(values, 1f);
      case ZERO -> {} // as Java made it
    }
    return values;
  }

  private void fillNormal(float[] values, String name) {
    SplittableRandom random = new SplittableRandom(Mix.of(seed, name.hashCode()));
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (standardDeviation * random.nextGaussian());
    }
  }
}
