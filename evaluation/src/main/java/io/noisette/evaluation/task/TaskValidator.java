package io.noisette.evaluation.task;

import io.noisette.command.StopSignal;
import io.noisette.evaluation.metric.Metric;
import io.noisette.train.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Validator that computes the metrics of a task on its dev split; the checkpoint with the greatest
 * value of one of them is the best.
 */
public final class TaskValidator implements Validator {

  /**
   * Name under which the metric that chooses the best checkpoint is recorded, the same for all
   * tasks.
   */
  public static final String CHOSEN = "validation_figure";

  private final int examples;
  private final String choice;
  private final Measurement measurement;

  /** Predicts the examples of the dev files and computes the metrics. */
  @FunctionalInterface
  public interface Measurement {

    /**
     * Returns the loss and the metrics by name; null if it was stopped.
     *
     * @param goOn called with the number of examples done; returns false to stop
     */
    @Nullable Map<String, Double> measure(IntPredicate goOn);
  }

  /**
   * Creates a validator of a classifier.
   *
   * @param choice name of the metric that chooses the best checkpoint, such as {@code cola.mcc}
   * @param dev examples of the dev files
   */
  public TaskValidator(ClassifierPredictor predictor, String choice, List<EncodedExamples> dev) {
    this(EncodedExamples.countAll(dev), choice, goOn -> measure(predictor, dev, goOn));
  }

  /**
   * Creates a validator.
   *
   * @param examples number of examples in the dev files
   * @param choice name of the metric that chooses the best checkpoint, the higher the better
   */
  public TaskValidator(int examples, String choice, Measurement measurement) {
    this.examples = examples;
    this.choice = choice;
    this.measurement = measurement;
  }

  @Override
  public Map<String, Double> validate(StopSignal stop, DoubleConsumer progress) {
    Map<String, Double> measured =
        measurement.measure(
            done -> {
              progress.accept((double) done / examples);
              return !stop.isRequested();
            });
    if (measured == null) {
      return Map.of();
    }
    Map<String, Double> figures = new LinkedHashMap<>(measured);
    figures.put(CHOSEN, Objects.requireNonNull(figures.get(choice), choice));
    return figures;
  }

  @Override
  public String getChoice() {
    return choice;
  }

  @Override
  public boolean isBetter(double figure, double other) {
    return figure > other;
  }

  private static @Nullable Map<String, Double> measure(
      ClassifierPredictor predictor, List<EncodedExamples> dev, IntPredicate goOn) {
    List<Predictions> predictions = predictor.predict(dev, goOn);
    if (predictions == null) {
      return null;
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Predictions own : predictions) {
      figures.putIfAbsent(LOSS, own.getLoss());
      own.toMetrics().forEach((name, value) -> figures.put(name, Metric.toScore(value)));
    }
    return figures;
  }
}
