package io.noisette.distillation.specialist;

import io.noisette.command.Console;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.evaluation.metric.Metric;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.PredictionMerge;
import io.noisette.evaluation.task.Predictions;
import io.noisette.evaluation.task.TaskEvaluationConfig;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** {@code evaluate --specialists}: the predictions of a generalist merged with its specialists'. */
final class SpecialistEvaluation implements PredictionMerge {

  @Override
  public Opened open(
      TaskEvaluationConfig config, ClassificationTask task, Path model, Console console)
      throws IOException {
    TrainedSpecialists specialists =
        TrainedSpecialists.open(Objects.requireNonNull(config.specialists()), model, task);
    specialists.set().describe().forEach(console::info);
    Integer given = config.likelyClasses();
    int classes = task.labels().labels().size();
    if (given != null && given >= classes) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--likely-classes %d must be below the number of classes of the task %s, %d",
              given,
              task.name(),
              classes));
    }
    int likelyClasses = given == null ? specialists.set().likelyClasses() : given;
    ScoredModel.Inference inference =
        new ScoredModel.Inference(config.device(), config.threads(), config.microBatchTokens());
    return (file, predictions, stop) -> {
      List<MergedAnswers> answers =
          specialists.answer(
              List.of(file),
              List.of(toProbabilities(predictions)),
              likelyClasses,
              inference,
              console,
              stop);
      return answers == null ? null : merge(task, file, predictions, answers.get(0));
    };
  }

  private static List<double[]> toProbabilities(Predictions predictions) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < predictions.getExamples().getSize(); i++) {
      rows.addAll(
          LogitRows.toProbabilities(predictions.getScores(i), predictions.getScores(i).length));
    }
    return rows;
  }

  private static Merged merge(
      ClassificationTask task, TaskExamples file, Predictions predictions, MergedAnswers answers) {
    List<double[]> probabilities = answers.merge();
    int labels = task.labels().labels().size();
    float[] logits = new float[probabilities.size() * labels];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.log(probabilities.get(i / labels)[i % labels]);
    }
    Predictions merged = predictions.withScores(logits);
    int texts = file.examples().size();
    String name = "with " + answers.roles().size() + " specialists";
    Map<String, Object> details = details(name, "all");
    if (!file.isLabelled()) {
      return new Merged(
          merged, List.of(new EvaluationResult(task.name(), texts, Map.of(), details)));
    }
    SpecialistReport report =
        SpecialistReport.of(
            file.file().set(), answers, probabilities, TrainedSpecialists.targetsOf(file));
    List<EvaluationResult> rows = new ArrayList<>();
    details.put("gained", report.gained());
    details.put("lost", report.lost());
    rows.add(new EvaluationResult(task.name(), texts, merged.toMetrics(), details));
    addCoverage(task, name, report, rows);
    addDustbins(task, report, rows);
    return new Merged(merged, rows);
  }

  private static void addCoverage(
      ClassificationTask task, String name, SpecialistReport report, List<EvaluationResult> rows) {
    for (SpecialistReport.Coverage part : report.coverage()) {
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put(
          ClassificationTask.nameOf(report.set(), Metric.ACC),
          (double) part.right() / part.texts());
      metrics.put(report.set() + ".generalist_acc", (double) part.generalistRight() / part.texts());
      String texts = String.format(Locale.ROOT, "class has %d", part.specialists());
      rows.add(new EvaluationResult(task.name(), part.texts(), metrics, details(name, texts)));
    }
  }

  private static void addDustbins(
      ClassificationTask task, SpecialistReport report, List<EvaluationResult> rows) {
    for (int i = 0; i < report.dustbins().size(); i++) {
      SpecialistReport.Dustbin dustbin = report.dustbins().get(i);
      String name = "specialist " + (i + 1);
      Map<String, Double> ofAll = toMetrics(report.set(), dustbin.predicted(), dustbin.actual());
      rows.add(new EvaluationResult(task.name(), report.texts(), ofAll, details(name, "all")));
      Double predicted = dustbin.askedPredicted();
      Double actual = dustbin.askedActual();
      if (predicted != null && actual != null) {
        Map<String, Double> ofAsked = toMetrics(report.set(), predicted, actual);
        rows.add(
            new EvaluationResult(task.name(), dustbin.asked(), ofAsked, details(name, "asked")));
      }
    }
  }

  private static Map<String, Double> toMetrics(String set, double predicted, double actual) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(set + "." + SpecialistMeasurement.DUSTBIN, predicted);
    metrics.put(set + "." + SpecialistMeasurement.OTHERS, actual);
    return metrics;
  }

  private static Map<String, Object> details(String answers, String texts) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("answers", answers);
    details.put("texts", texts);
    return details;
  }
}
