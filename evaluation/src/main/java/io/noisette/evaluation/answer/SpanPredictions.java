package io.noisette.evaluation.answer;

import io.noisette.evaluation.text.SquadEvaluation;
import io.noisette.evaluation.text.SquadQuestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Predictions for all examples of a data set.
 *
 * @param predictions in the order of the examples
 * @param loss mean loss per window: of -log p of the first answer's start and end, in nats
 */
public record SpanPredictions(List<SpanPrediction> predictions, double loss) {

  public SpanPredictions {
    predictions = List.copyOf(predictions);
  }

  /** Evaluates as SQuAD 1.1, where every question has an answer. */
  public SquadEvaluation evaluateVersion1() {
    return SquadEvaluation.ofVersion1(toQuestions());
  }

  /**
   * Evaluates as SQuAD 2.0.
   *
   * @param threshold probability above which a question counts as without answer
   */
  public SquadEvaluation evaluateVersion2(double threshold) {
    return SquadEvaluation.ofVersion2(toQuestions(), threshold);
  }

  /** Returns the threshold that gives the best F1 on these examples. */
  public double findThreshold() {
    return Objects.requireNonNull(evaluateVersion2(1).getFigures().get("best_f1_thresh"));
  }

  /** Returns the predicted texts by question id. */
  public Map<String, String> toTexts() {
    Map<String, String> texts = new LinkedHashMap<>();
    predictions.forEach(it -> texts.put(it.example().id(), it.getText()));
    return texts;
  }

  /** Returns the predicted texts by question id, empty where no answer is more probable. */
  public Map<String, String> toTexts(double threshold) {
    Map<String, String> texts = new LinkedHashMap<>();
    predictions.forEach(
        it ->
            texts.put(
                it.example().id(), it.getNoAnswerProbability() > threshold ? "" : it.getText()));
    return texts;
  }

  /** Returns the probability of no answer by question id. */
  public Map<String, Double> toNoAnswerProbabilities() {
    Map<String, Double> probabilities = new LinkedHashMap<>();
    predictions.forEach(it -> probabilities.put(it.example().id(), it.getNoAnswerProbability()));
    return probabilities;
  }

  private List<SquadQuestion> toQuestions() {
    return predictions.stream()
        .map(
            it ->
                new SquadQuestion(
                    it.example().id(),
                    it.example().getAnswerTexts(),
                    it.getText(),
                    it.getNoAnswerProbability()))
        .toList();
  }
}
