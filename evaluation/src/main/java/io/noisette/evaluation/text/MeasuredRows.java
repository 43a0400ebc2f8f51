package io.noisette.evaluation.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;

/**
 * Statistics of a metric for each row of a data set, and the figures of all or some of the rows.
 */
public final class MeasuredRows {

  private final TextMetric metric;
  private final double[][] statistics; // (rows, numbers of the metric)
  private final String references;

  private MeasuredRows(TextMetric metric, double[][] statistics, String references) {
    this.metric = metric;
    this.statistics = statistics;
    this.references = references;
  }

  static MeasuredRows measure(
      TextMetric metric, List<String> predictions, List<List<String>> references) {
    if (predictions.isEmpty() || predictions.size() != references.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d predictions for %d rows of references: there must be as many, at least one",
              predictions.size(),
              references.size()));
    }
    double[][] statistics = new double[predictions.size()][];
    for (int row = 0; row < statistics.length; row++) {
      statistics[row] = metric.measure(predictions.get(row), references.get(row));
    }
    return new MeasuredRows(metric, statistics, countReferences(references));
  }

  /** Returns the metric. */
  public TextMetric getMetric() {
    return metric;
  }

  /** Returns the number of rows. */
  public int getSize() {
    return statistics.length;
  }

  /** Returns the figures of all rows together, in percent by name. */
  public Map<String, Double> getFigures() {
    return getFigures(statistics.length, row -> row);
  }

  /** Returns the figures of a single row. */
  public Map<String, Double> getFigures(int row) {
    return getFigures(1, i -> row);
  }

  /** Returns the main figure of all rows together, in percent. */
  public double getMain() {
    return Objects.requireNonNull(getFigures().get(metric.getMainFigure()));
  }

  /** Returns the definition of the metric, with the number of references of these rows. */
  public String getSignature() {
    return metric.getSignature(references);
  }

  /** Returns the statistics of a row, which must not be changed. */
  double[] getStatistics(int row) {
    return statistics[row];
  }

  /** Returns the figures of a sample of rows. */
  private Map<String, Double> getFigures(int size, IntUnaryOperator row) {
    double[] sums = new double[statistics[0].length];
    for (int i = 0; i < size; i++) {
      add(sums, statistics[row.applyAsInt(i)]);
    }
    return metric.compute(sums, size);
  }

  static void add(double[] sums, double[] statistics) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += statistics[i];
    }
  }

  private static String countReferences(List<List<String>> references) {
    int first = references.get(0).size();
    return references.stream().allMatch(row -> row.size() == first)
        ? Integer.toString(first)
        : "var";
  }
}
