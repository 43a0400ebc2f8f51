package io.noisette.evaluation.answer;

import io.noisette.classify.Logits;
import io.noisette.evaluation.squad.SquadExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Answers that a model found for an example.
 *
 * @param answers best first; empty if the context has no token
 * @param nullScore sum of the logits of start and end for "no answer", the lowest over the windows
 */
public record SpanPrediction(SquadExample example, List<Answer> answers, double nullScore) {

  public SpanPrediction {
    answers = List.copyOf(answers);
  }

  /** Returns the text of the best answer, or an empty text. */
  public String getText() {
    return answers.isEmpty() ? "" : answers.get(0).text();
  }

  /**
   * Returns the probability that there is no answer, if the choice is between that and the best
   * answer: 1 / (1 + exp(score - null score)).
   */
  public double getNoAnswerProbability() {
    return answers.isEmpty() ? 1 : 1 / (1 + Math.exp(answers.get(0).score() - nullScore));
  }

  /**
   * Returns the probability of each answer among those listed, and of no answer at the end if the
   * model knows it.
   */
  public List<Double> getProbabilities(boolean withNoAnswer) {
    List<Double> scores = new ArrayList<>(answers.stream().map(Answer::score).toList());
    if (withNoAnswer) {
      scores.add(nullScore);
    }
    double[] logits = scores.stream().mapToDouble(score -> score).toArray();
    return Arrays.stream(Logits.softmax(logits)).boxed().toList();
  }
}
