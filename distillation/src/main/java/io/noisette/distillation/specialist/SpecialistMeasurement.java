package io.noisette.distillation.specialist;

import io.noisette.evaluation.metric.Metric;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.ClassifierPredictor;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.evaluation.task.Predictions;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.train.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Measures a specialist by what it is for: the task's metrics of the generalist and this specialist
 * together.
 */
final class SpecialistMeasurement implements TaskValidator.Measurement {

  /** Name of the metric with the mean probability of the dustbin. */
  static final String DUSTBIN = "dustbin_predicted";

  /** Name of the metric with the share of the texts of other classes. */
  static final String OTHERS = "dustbin_actual";

  private final ClassifierPredictor predictor;
  private final SpecialistRole role;
  private final SpecialistData data;
  private final int likelyClasses;

  SpecialistMeasurement(
      ClassifierPredictor predictor, SpecialistRole role, SpecialistData data, int likelyClasses) {
    this.predictor = predictor;
    this.role = role;
    this.data = data;
    this.likelyClasses = likelyClasses;
  }

  @Override
  public @Nullable Map<String, Double> measure(IntPredicate goOn) {
    List<Predictions> predictions = predictor.predict(data.dev(), goOn);
    if (predictions == null) {
      return null;
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int file = 0; file < predictions.size(); file++) {
      measure(
          data.dev().get(file),
          toProbabilities(predictions.get(file)),
          data.devProbabilities().get(file),
          figures);
    }
    return figures;
  }

  private List<double[]> toProbabilities(Predictions predictions) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < predictions.getExamples().getSize(); i++) {
      rows.add(
          role.toProbabilities(LogitRows.toRow(predictions.getScores(i), 0, role.countLabels())));
    }
    return rows;
  }

  /** The loss and the dustbin are those of the first file. */
  private void measure(
      EncodedExamples examples,
      List<double[]> own,
      List<double[]> generalist,
      Map<String, Double> figures) {
    float[] targets = examples.getTargets();
    int dustbin = role.specialist().subset().size();
    double nats = 0;
    double predicted = 0;
    double others = 0;
    for (int i = 0; i < targets.length; i++) {
      int label = role.specialist().indexOf((int) targets[i]);
      nats -= Math.log(own.get(i)[label]);
      predicted += own.get(i)[dustbin];
      others += label == dustbin ? 1 : 0;
    }
    figures.putIfAbsent(Validator.LOSS, nats / targets.length);
    figures.putIfAbsent(DUSTBIN, predicted / targets.length);
    figures.putIfAbsent(OTHERS, others / targets.length);
    MergedAnswers answers =
        new MergedAnswers(generalist, List.of(role), List.of(own), likelyClasses);
    float[] values = MergedAnswers.toValues(answers.merge());
    for (Metric metric : data.texts().task().metrics()) {
      figures.put(
          ClassificationTask.nameOf(examples.getSet(), metric), metric.scoreOf(values, targets));
    }
  }
}
