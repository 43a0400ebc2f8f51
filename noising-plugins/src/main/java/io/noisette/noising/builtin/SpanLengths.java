package io.noisette.noising.builtin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Span lengths from a Poisson distribution that add up to a given budget (docs/papers.md 1.2 and
 * 1.7, checks 2 and 3).
 */
final class SpanLengths {

  private static final double NEGLIGIBLE = 1e-7;

  private final double[] probabilities;
  private final double[] cumulative;

  /**
   * Tabulates the distribution.
   *
   * @param lambda mean length, at most 100, and at least 0.1, because below nearly all lengths are
   *     0
   */
  SpanLengths(double lambda) {
    probabilities = poisson(lambda);
    cumulative = probabilities.clone();
    Arrays.parallelPrefix(cumulative, Double::sum);
    cumulative[cumulative.length - 1] = 1; // so that every draw from [0, 1) is below the last entry
  }

  /** Returns P(0), P(1), … up to the first probability below 1e-7 beyond the mean. */
  double[] getProbabilities() {
    return probabilities.clone();
  }

  /**
   * Draws lengths until they add up to the budget; the last one is cut to fit and positive. Lengths
   * of 0 stand for insertions.
   */
  int[] draw(int budget, RandomGenerator random) {
    int[] lengths = new int[budget];
    int count = 0;
    for (int rest = budget; rest > 0; count++) {
      if (count == lengths.length) {
        lengths = Arrays.copyOf(lengths, 2 * count);
      }
      lengths[count] = Math.min(drawOne(random), rest);
      rest -= lengths[count];
    }
    return Arrays.copyOf(lengths, count);
  }

  private int drawOne(RandomGenerator random) {
    double place = random.nextDouble();
    int length = 0;
    while (place >= cumulative[length]) {
      length++;
    }
    return length;
  }

  private static double[] poisson(double lambda) {
    List<Double> table = new ArrayList<>();
    double probability = Math.exp(-lambda);
    table.add(probability);
    for (int k = 1; k <= lambda || probability >= NEGLIGIBLE; k++) {
      probability *= lambda / k;
      table.add(probability);
    }
    return table.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
