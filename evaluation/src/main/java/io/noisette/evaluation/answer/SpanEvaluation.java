package io.noisette.evaluation.answer;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.evaluation.squad.SquadData;
import io.noisette.run.ModelPath;
import io.noisette.run.OutputPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Evaluation of a model for question answering on SQuAD, or on a file in its format. */
final class SpanEvaluation implements Evaluation<SpanEvaluationConfig> {

  private final SquadTask task;

  SpanEvaluation(SquadTask task) {
    this.task = task;
  }

  @Override
  public String getSummary() {
    return task == SquadTask.SQUAD1
        ? "Evaluate question answering on SQuAD 1.1: exact match and F1"
        : "Evaluate question answering on SQuAD 2.0, where a question may have no answer";
  }

  @Override
  public String getDetails() {
    return """
    noisette evaluate --task squad1 --model runs/squad1 --data squad
    noisette evaluate --task squad2 --model runs/squad2 --data dev-v2.0.json \\
        --predictions predictions.json --no-answer-probabilities na_prob.json

        Figures are those of the official scripts, in percent. Windows are as in the run that
        fine-tuned the model. best_f1 is what the best threshold for this very file would give.\
    """;
  }

  @Override
  public Class<SpanEvaluationConfig> getSettingsType() {
    return SpanEvaluationConfig.class;
  }

  @Override
  public List<EvaluationResult> evaluate(
      SpanEvaluationConfig settings, Console console, StopSignal stop) throws IOException {
    requirePlace("--predictions", settings.predictions());
    requirePlace("--no-answer-probabilities", settings.noAnswerProbabilities());
    Path file = task.findFile(settings.data(), "dev");
    SquadData data = task.read(file);
    Torch.setThreads(settings.answering().threads());
    try (QuestionAnsweringModel model =
        QuestionAnsweringModel.open(settings.answering(), console::warn)) {
      List<Path> inputs = new ArrayList<>(ModelPath.filesOf(model.getDirectory()));
      inputs.add(file);
      OutputPlace.requireOther("--predictions", settings.predictions(), inputs);
      OutputPlace.requireOther(
          "--no-answer-probabilities", settings.noAnswerProbabilities(), inputs);
      SpanExamples examples = SpanExamples.of(data.examples(), model.getEncoder(), console::warn);
      SpanPredictions predictions = predict(model, examples, console, stop);
      if (predictions == null) {
        return List.of();
      }
      write(settings, predictions, model.getThreshold());
      Map<String, Object> details = new LinkedHashMap<>();
      details.put("model", model.getDirectory().toString());
      details.put("data", file.toString());
      details.put("max_length", model.getMaxLength());
      details.put("doc_stride", model.getEncoder().getSettings().docStride());
      details.put("windows", examples.getSize());
      if (task == SquadTask.SQUAD2) {
        details.put("no_answer_threshold", model.getThreshold());
      }
      return List.of(
          new EvaluationResult(
              task.getName(),
              data.examples().size(),
              task.measure(predictions, model.getThreshold()),
              details));
    }
  }

  private static @Nullable SpanPredictions predict(
      QuestionAnsweringModel model, SpanExamples examples, Console console, StopSignal stop) {
    try (Progress progress = console.progress("evaluate", examples.getSize(), "windows")) {
      return model.predict(
          examples,
          done -> {
            progress.update(done, "");
            return !stop.isRequested();
          });
    }
  }

  private void write(SpanEvaluationConfig settings, SpanPredictions predictions, double threshold)
      throws IOException {
    if (settings.predictions() != null) {
      SquadPredictionFiles.write(
          settings.predictions(),
          task == SquadTask.SQUAD1 ? predictions.toTexts() : predictions.toTexts(threshold));
    }
    if (settings.noAnswerProbabilities() != null) {
      SquadPredictionFiles.write(
          settings.noAnswerProbabilities(), predictions.toNoAnswerProbabilities());
    }
  }

  private static void requirePlace(String option, @Nullable Path file) throws IOException {
    if (file != null) {
      OutputPlace.requireFile(option, file);
      OutputPlace.requireEarlier(option, file, SquadPredictionFiles.BEGINNING);
    }
  }
}
