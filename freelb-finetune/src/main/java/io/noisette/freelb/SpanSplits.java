package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.answer.SpanExamples;
import io.noisette.evaluation.answer.SpanPredictions;
import io.noisette.evaluation.answer.SpanPredictor;
import io.noisette.evaluation.answer.SquadPredictionFiles;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.model.AnswerSpans;
import io.noisette.model.QuestionAnswerer;
import io.noisette.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encoded examples of question answering.
 *
 * @param windows training examples
 * @param dev validation examples
 * @param maxAnswerTokens maximum number of tokens per predicted answer
 * @param digests SHA-256 of all files, by name
 */
record SpanSplits(
    SpanTuning tuning,
    SpanExamples windows,
    SpanExamples dev,
    int maxAnswerTokens,
    Map<String, String> digests)
    implements TaskSplits<QuestionAnswerer, AnswerSpans> {

  /** Probability of no answer above which {@code squad2.f1} counts a question as unanswered. */
  private static final double EVEN = 0.5;

  @Override
  public TrainingExamples<AnswerSpans> train() {
    return new TrainingExamples<>(
        windows.getSize(), windows::getLength, windows::toBatch, windows::getTargets);
  }

  @Override
  public List<String> metrics() {
    return tuning.task().getMetrics();
  }

  @Override
  public String describe() {
    return TaskSplits.describe(tuning.name(), windows.getDescription(), dev.getDescription());
  }

  @Override
  public Validator newValidator(NDManager manager, QuestionAnswerer model, int microBatchTokens) {
    SpanPredictor predictor = newPredictor(manager, model, microBatchTokens);
    return new TaskValidator(
        dev.getSize(),
        tuning.task().getMetric(),
        goOn -> {
          SpanPredictions predictions = predictor.predict(dev, goOn);
          return predictions == null ? null : measure(predictions);
        });
  }

  private Map<String, Double> measure(SpanPredictions predictions) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Validator.LOSS, predictions.loss());
    Map<String, Double> metrics = tuning.task().measure(predictions, EVEN);
    metrics().forEach(name -> figures.put(name, metrics.getOrDefault(name, 0.0)));
    return figures;
  }

  @Override
  public List<String> predictionFiles() {
    return SquadPredictionFiles.namesOf(tuning.task());
  }

  /** Writes the files of {@link SquadPredictionFiles}. */
  @Override
  public boolean writePredictions(
      NDManager manager,
      QuestionAnswerer model,
      int microBatchTokens,
      Path directory,
      StopSignal stop,
      Console console)
      throws IOException {
    SpanPredictions predictions =
        newPredictor(manager, model, microBatchTokens).predict(dev, done -> !stop.isRequested());
    if (predictions == null) {
      return false;
    }
    SquadPredictionFiles.writeValidation(tuning.task(), predictions, directory);
    return true;
  }

  private SpanPredictor newPredictor(
      NDManager manager, QuestionAnswerer model, int microBatchTokens) {
    return new SpanPredictor(manager, model, maxAnswerTokens, microBatchTokens);
  }
}
