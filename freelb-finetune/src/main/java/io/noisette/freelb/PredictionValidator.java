package io.noisette.freelb;

import io.noisette.command.StopSignal;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.train.Validator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Validator that predicts all examples of the dev file, and chooses the checkpoint with the
 * greatest value of a metric.
 */
final class PredictionValidator implements Validator {

  private final int examples;
  private final String choice;
  private final Measurement measurement;

  /** Predicts the examples of the dev file and computes the metrics. */
  @FunctionalInterface
  interface Measurement {

    /**
     * Returns the loss and the metrics by name; null if it was stopped.
     *
     * @param goOn called with the number of examples done; returns false to stop
     */
    @Nullable Map<String, Double> measure(IntPredicate goOn);
  }

  /**
   * Creates a validator.
   *
   * @param examples number of examples in the dev file
   * @param choice name of the metric that selects the best checkpoint
   */
  PredictionValidator(int examples, String choice, Measurement measurement) {
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
    figures.put(TaskValidator.CHOSEN, figures.getOrDefault(choice, 0.0));
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
}
