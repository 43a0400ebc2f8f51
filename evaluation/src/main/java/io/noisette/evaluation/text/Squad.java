package io.noisette.evaluation.text;

import java.util.List;
import java.util.Map;

/**
 * Exact match and F1 of SQuAD 1.1, each the best over the answers: {@code exact_match} and {@code
 * f1}, the main figure. For SQuAD 2.0, where a question may have no answer, see {@link
 * SquadEvaluation}.
 */
public record Squad() implements TextMetric {

  private static final String EXACT = "exact_match";
  private static final String F1 = "f1";

  /** Returns an answer as it is compared: lower case, without punctuation and articles. */
  public static String normalize(String answer) {
    return String.join(" ", AnswerText.SQUAD.toWords(answer));
  }

  @Override
  public String getName() {
    return "squad";
  }

  @Override
  public String getMainFigure() {
    return F1;
  }

  @Override
  public String getSignature(String references) {
    return "nrefs:" + references + "|case:lc|punct:no|articles:no|as:squad-evaluate-v1.1";
  }

  @Override
  public double[] measure(String prediction, List<String> references) {
    List<String> words = AnswerText.SQUAD.toWords(prediction);
    double exact = 0;
    double f1 = 0;
    for (String reference : references) {
      List<String> answer = AnswerText.SQUAD.toWords(reference);
      exact = Math.max(exact, words.equals(answer) ? 1 : 0);
      f1 = Math.max(f1, AnswerText.f1(words, answer));
    }
    return new double[] {exact, f1};
  }

  @Override
  public Map<String, Double> compute(double[] sums, long rows) {
    return Figures.of(EXACT, 100 * sums[0] / rows, F1, 100 * sums[1] / rows);
  }
}
