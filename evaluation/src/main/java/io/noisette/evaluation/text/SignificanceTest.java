package io.noisette.evaluation.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paired test of two systems on the same rows. */
@FunctionalInterface
public interface SignificanceTest {

  /**
   * Returns the p-value of each figure: how probable a difference as large as the observed one is
   * if both systems are equally good.
   *
   * @param baseline rows of one system
   * @param other rows of another system for the same references, by the same metric
   * @throws IllegalArgumentException if the numbers of rows differ
   */
  Map<String, Double> test(MeasuredRows baseline, MeasuredRows other);

  /**
   * Computes p-values by figure: the share of samples whose statistic exceeds the observed
   * difference, the observed one counted among the samples. Where figures are equal, it is 1.
   *
   * @param statistics of each sample, in the order of the figures
   */
  static Map<String, Double> toProbabilities(
      MeasuredRows baseline, MeasuredRows other, List<double[]> statistics) {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    double[] differences = getDifferences(baseline.getFigures(), other.getFigures());
    int figure = 0;
    for (String name : baseline.getFigures().keySet()) {
      int index = figure++;
      long larger =
          statistics.stream().filter(sample -> sample[index] > differences[index]).count();
      // Of a difference of 0, no sample may exceed it: sacreBLEU calls that significant.
      probabilities.put(
          name, differences[index] == 0 ? 1 : (larger + 1.0) / (statistics.size() + 1));
    }
    return probabilities;
  }

  /** Returns the absolute differences of figures, in their order. */
  static double[] getDifferences(Map<String, Double> one, Map<String, Double> other) {
    return one.entrySet().stream()
        .mapToDouble(
            entry -> Math.abs(entry.getValue() - other.getOrDefault(entry.getKey(), Double.NaN)))
        .toArray();
  }
}
