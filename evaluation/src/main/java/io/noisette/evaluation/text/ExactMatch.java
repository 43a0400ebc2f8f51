package io.noisette.evaluation.text;

import java.util.List;
import java.util.Map;

/**
 * Share of predictions that equal one of their references, as {@code exact_match}. Runs of white
 * space count as one space, and white space at the ends does not count; upper and lower case
 * differ.
 */
public record ExactMatch() implements TextMetric {

  private static final String FIGURE = "exact_match";

  @Override
  public String getName() {
    return "exact-match";
  }

  @Override
  public String getMainFigure() {
    return FIGURE;
  }

  @Override
  public String getSignature(String references) {
    return "nrefs:" + references + "|case:mixed|space:collapsed";
  }

  @Override
  public double[] measure(String prediction, List<String> references) {
    List<String> words = SpacedWords.split(prediction);
    boolean equal = references.stream().map(SpacedWords::split).anyMatch(words::equals);
    return new double[] {equal ? 1 : 0};
  }

  @Override
  public Map<String, Double> compute(double[] sums, long rows) {
    return Map.of(FIGURE, 100 * sums[0] / rows);
  }
}
