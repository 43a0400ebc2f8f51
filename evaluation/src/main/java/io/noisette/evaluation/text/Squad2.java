package io.noisette.evaluation.text;

import java.util.List;
import java.util.Map;

/**
 * Exact match and F1 of SQuAD 2.0, as {@code exact} and {@code f1}, the main figure. A row without
 * references, or whose references normalize to nothing, is a question without answer: its right
 * prediction is an empty text.
 */
public record Squad2() implements TextMetric {

  private static final String EXACT = "exact";
  private static final String F1 = "f1";

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
    return "nrefs:" + references + "|case:lc|punct:no|articles:no|as:squad-evaluate-v2.0";
  }

  @Override
  public double[] measure(String prediction, List<String> references) {
    List<String> words = AnswerText.SQUAD.toWords(prediction);
    List<List<String>> answers =
        references.stream()
            .map(AnswerText.SQUAD::toWords)
            .filter(answer -> !answer.isEmpty())
            .toList();
    double exact = 0;
    double f1 = 0;
    for (List<String> answer : answers.isEmpty() ? List.of(List.<String>of()) : answers) {
      boolean equal = words.equals(answer);
      boolean empty = words.isEmpty() || answer.isEmpty();
      exact = Math.max(exact, equal ? 1 : 0);
      f1 = Math.max(f1, empty ? (equal ? 1 : 0) : AnswerText.f1(words, answer));
    }
    return new double[] {exact, f1};
  }

  @Override
  public Map<String, Double> compute(double[] sums, long rows) {
    return Figures.of(EXACT, 100 * sums[0] / rows, F1, 100 * sums[1] / rows);
  }
}
