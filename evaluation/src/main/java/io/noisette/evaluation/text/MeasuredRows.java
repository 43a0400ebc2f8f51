package io.noisette.evaluation.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Statistics of a metric for each row of a data set, and the figures of all or some of the rows.
 */
public final class MeasuredRows {

  private static final Pattern ABBREVIATION =
      Pattern.compile("^(?:nrefs|case|eff|smooth|version|space)(?=:)");

  private final TextMetric metric;
  private final double[][] statistics; // (rows, numbers of the metric)
  private final String references;

  MeasuredRows(TextMetric metric, double[][] statistics, String references) {
    this.metric = metric;
    this.statistics = statistics;
    this.references = references;
  }

  /**
   * Scores predictions against their references.
   *
   * @param onRow gets the number of rows done, for a display of progress
   * @throws IllegalArgumentException if there are no predictions, or not as many as references
   */
  public static MeasuredRows measure(
      TextMetric metric,
      List<String> predictions,
      List<List<String>> references,
      IntConsumer onRow) {
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
      onRow.accept(row + 1);
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
    return metric.compute(getSums(), statistics.length);
  }

  /** Returns the figures of a single row. */
  public Map<String, Double> getFigures(int row) {
    return metric.compute(statistics[row].clone(), 1);
  }

  /** Returns the main figure of all rows together, in percent. */
  public double getMain() {
    return requireMain(getFigures());
  }

  /** Returns the definition of the metric, with the number of references of these rows. */
  public String getSignature() {
    return metric.getSignature(references);
  }

  /** Returns the signature with the abbreviations of sacreBLEU, such as {@code #:1|c:mixed}. */
  public String getShortSignature() {
    return Arrays.stream(getSignature().split("\\|", -1))
        .map(part -> ABBREVIATION.matcher(part).replaceFirst(found -> abbreviate(found.group())))
        .collect(Collectors.joining("|"));
  }

  /** Returns the statistics of a row. */
  public double[] getStatistics(int row) {
    return statistics[row].clone();
  }

  /** Returns the sums over all rows of the statistics that the metric takes. */
  public double[] getSums() {
    double[] sums = new double[statistics[0].length];
    for (double[] row : statistics) {
      add(sums, row);
    }
    return sums;
  }

  /** Returns the figures of a sample of rows, in which a row may occur several times. */
  double[] getFigures(IntStream sample, int size) {
    double[] sums = new double[statistics[0].length];
    sample.forEach(row -> add(sums, statistics[row]));
    return metric.compute(sums, size).values().stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Returns the figures with the predictions of another system in some rows. */
  Map<String, Double> getFigures(MeasuredRows other, IntPredicate swapped) {
    double[] sums = new double[statistics[0].length];
    for (int row = 0; row < statistics.length; row++) {
      add(sums, swapped.test(row) ? other.statistics[row] : statistics[row]);
    }
    return metric.compute(sums, statistics.length);
  }

  /** Throws an {@link IllegalArgumentException} if rows cannot be compared one by one. */
  void requirePaired(MeasuredRows other) {
    if (other.getSize() != getSize() || !other.metric.equals(metric)) {
      throw new IllegalArgumentException(
          "a paired test needs the same rows and the same metric for both systems");
    }
  }

  private static void add(double[] sums, double[] row) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += row[i];
    }
  }

  private double requireMain(Map<String, Double> figures) {
    return Objects.requireNonNull(figures.get(metric.getMainFigure()));
  }

  private static String abbreviate(String key) {
    return key.equals("nrefs") ? "#" : key.substring(0, 1);
  }

  private static String countReferences(List<List<String>> references) {
    int first = references.get(0).size();
    return references.stream().allMatch(row -> row.size() == first)
        ? Integer.toString(first)
        : "var";
  }
}
