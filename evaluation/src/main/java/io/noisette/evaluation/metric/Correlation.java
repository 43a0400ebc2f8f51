package io.noisette.evaluation.metric;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Correlation coefficients; NaN if either side is constant or has a single value. */
final class Correlation {

  private Correlation() {}

  static double pearson(float[] predictions, float[] targets) {
    return pearson(toDoubles(predictions), toDoubles(targets));
  }

  static double spearman(float[] predictions, float[] targets) {
    return pearson(ranks(predictions), ranks(targets));
  }

  private static double pearson(double[] x, double[] y) {
    if (isConstant(x) || isConstant(y)) {
      return Double.NaN;
    }
    double[] unitX = toUnit(x);
    double[] unitY = toUnit(y);
    double product = 0;
    for (int i = 0; i < x.length; i++) {
      product += unitX[i] * unitY[i];
    }
    return Math.max(-1, Math.min(1, product)); // rounding may exceed the interval
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  /** Shifts to mean 0 and scales to Euclidean length 1. */
  private static double[] toUnit(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double length =
        Math.sqrt(Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum());
    return Arrays.stream(values).map(value -> (value - mean) / length).toArray();
  }

  private static double[] toDoubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  /** Ranks from 1; equal values share the mean of their ranks. */
  private static double[] ranks(float[] values) {
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    for (int first = 0; first < order.length; ) {
      int end = first + 1;
      while (end < order.length && values[order[end]] == values[order[first]]) {
        end++;
      }
      for (int i = first; i < end; i++) {
        ranks[order[i]] = (first + 1 + end) / 2.0;
      }
      first = end;
    }
    return ranks;
  }
}
