package io.noisette.evaluation.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Question of SQuAD with its answers and a prediction.
 *
 * @param answers empty if the question has none
 * @param prediction null if there is none
 * @param noAnswerProbability probability that the question has no answer, or another number that
 *     rises with it
 */
public record SquadQuestion(
    String id, List<String> answers, @Nullable String prediction, double noAnswerProbability) {

  public SquadQuestion {
    answers = List.copyOf(answers);
  }

  boolean hasAnswer() {
    return !answers.isEmpty();
  }
}
