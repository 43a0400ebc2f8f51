package io.noisette.evaluation.text;

import java.util.List;
import java.util.Map;

/**
 * Metric of generated texts against references. A row is one prediction with its references; it is
 * reduced to statistics, such as counts of n-grams, whose sums over rows determine the figures.
 * Because figures follow from sums, resampling of rows needs no text: {@link Bootstrap}, {@link
 * ApproximateRandomization}.
 *
 * <p>All figures are in percent, from 0 to 100, and higher is better. Texts are compared by Unicode
 * code points, and nothing is rounded.
 */
public interface TextMetric {

  /** Returns the name of the metric as {@code --metric} takes it, such as {@code token-f1}. */
  String getName();

  /**
   * Returns the figure by which models are compared, such as {@code rouge2}: a key of {@link
   * #compute}.
   */
  String getMainFigure();

  /**
   * Returns the definition of the metric on one line: implementation, options and number of
   * references, so that numbers can be compared with those of others.
   *
   * @param references number of references per row, or {@code var} if it varies
   */
  String getSignature(String references);

  /**
   * Returns the statistics of one row.
   *
   * @param references at least one, unless the metric says otherwise
   * @return as many numbers for every row
   */
  double[] measure(String prediction, List<String> references);

  /**
   * Computes the figures from the sums of the statistics of rows.
   *
   * @param rows number of rows in the sums, at least 1
   * @return percentages by name, always the same names in the same order
   */
  Map<String, Double> compute(double[] sums, long rows);

  /**
   * Scores predictions against their references.
   *
   * @param references those of each prediction
   * @throws IllegalArgumentException if there are no predictions, or not as many as references
   */
  default MeasuredRows score(List<String> predictions, List<List<String>> references) {
    return MeasuredRows.measure(this, predictions, references, row -> {});
  }
}
