package io.noisette.evaluation.text;

import io.noisette.random.Mix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Paired approximate randomization (Riezler and Maxwell 2005), as in sacreBLEU: in each trial, the
 * two systems swap their predictions of random rows.
 *
 * @param trials number of trials
 */
public record ApproximateRandomization(int trials, long seed) implements SignificanceTest {

  public ApproximateRandomization {
    if (trials < 1) {
      throw new IllegalArgumentException("the number of trials must be at least 1");
    }
  }

  @Override
  public Map<String, Double> test(MeasuredRows baseline, MeasuredRows other) {
    baseline.requirePaired(other);
    List<double[]> differences = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      long stream = Mix.of(seed, trial);
      Map<String, Double> one = baseline.getFigures(other, row -> swaps(stream, row));
      Map<String, Double> two = other.getFigures(baseline, row -> swaps(stream, row));
      differences.add(SignificanceTest.getDifferences(one, two));
    }
    return SignificanceTest.toProbabilities(baseline, other, differences);
  }

  private static boolean swaps(long stream, int row) {
    return Mix.draw(stream, row) < 0;
  }
}
