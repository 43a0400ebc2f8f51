package io.noisette.freelb;

import io.noisette.command.StopSignal;
import io.noisette.evaluation.answer.SpanExamples;
import io.noisette.evaluation.answer.SpanPredictions;
import io.noisette.evaluation.answer.SpanPredictor;
import io.noisette.evaluation.answer.SquadTask;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.train.Validator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** Validator that answers all questions of the dev file, and computes SQuAD's metrics. */
final class SpanValidator implements Validator {

  /** Probability of no answer above which {@code squad2.f1} counts a question as unanswered. */
  private static final double EVEN = 0.5;

  private final SpanPredictor predictor;
  private final SquadTask task;
  private final SpanExamples dev;

  SpanValidator(SpanPredictor predictor, SquadTask task, SpanExamples dev) {
    this.predictor = predictor;
    this.task = task;
    this.dev = dev;
  }

  @Override
  public Map<String, Double> validate(StopSignal stop, DoubleConsumer progress) {
    SpanPredictions predictions =
        predictor.predict(
            dev,
            done -> {
              progress.accept((double) done / dev.getSize());
              return !stop.isRequested();
            });
    if (predictions == null) {
      return Map.of();
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(LOSS, predictions.loss());
    Map<String, Double> metrics = task.measure(predictions, EVEN);
    task.getMetrics().forEach(name -> figures.put(name, metrics.getOrDefault(name, 0.0)));
    figures.put(TaskValidator.CHOSEN, figures.getOrDefault(task.getMetric(), 0.0));
    return figures;
  }

  @Override
  public String getChoice() {
    return task.getMetric();
  }

  @Override
  public boolean isBetter(double figure, double other) {
    return figure > other;
  }
}
