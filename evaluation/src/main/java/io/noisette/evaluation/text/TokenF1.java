package io.noisette.evaluation.text;

import java.util.List;
import java.util.Map;

/**
 * F1 of the words that a prediction shares with a reference, as {@code token_f1}; the best over the
 * references. It is ParlAI's F1, the metric of ConvAI2: lower case, punctuation becomes a space,
 * articles are dropped.
 */
public record TokenF1() implements TextMetric {

  private static final String FIGURE = "token_f1";

  @Override
  public String getName() {
    return "token-f1";
  }

  @Override
  public String getMainFigure() {
    return FIGURE;
  }

  @Override
  public String getSignature(String references) {
    return "nrefs:" + references + "|case:lc|punct:space|articles:no|as:parlai-1.7.2";
  }

  @Override
  public double[] measure(String prediction, List<String> references) {
    List<String> words = AnswerText.REPLY.toWords(prediction);
    double best = 0;
    for (String reference : references) {
      best = Math.max(best, AnswerText.f1(words, AnswerText.REPLY.toWords(reference)));
    }
    return new double[] {best};
  }

  @Override
  public Map<String, Double> compute(double[] sums, long rows) {
    return Map.of(FIGURE, 100 * sums[0] / rows);
  }
}
