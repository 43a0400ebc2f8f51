package io.noisette.evaluation.task;

import io.noisette.command.StopSignal;
import io.noisette.train.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Validator that computes the metrics of a task on its dev split; the task's main metric chooses
 * the best checkpoint.
 */
public final class TaskValidator implements Validator {

  /**
   * Name under which the metric that chooses the best checkpoint is recorded, the same for all
   * tasks.
   */
  public static final String CHOSEN = "validation_figure";

  private final ClassifierPredictor predictor;
  private final List<EncodedExamples> dev;
  private final String choice;

  /**
   * Creates a validator.
   *
   * @param choice name of the metric that chooses the best checkpoint, such as {@code cola.mcc}
   * @param dev examples of the dev files
   */
  public TaskValidator(ClassifierPredictor predictor, String choice, List<EncodedExamples> dev) {
    this.predictor = predictor;
    this.choice = choice;
    this.dev = dev;
  }

  @Override
  public Map<String, Double> validate(StopSignal stop, DoubleConsumer progress) {
    double all = dev.stream().mapToInt(EncodedExamples::getSize).sum();
    int before = 0;
    Map<String, Double> figures = new LinkedHashMap<>();
    for (EncodedExamples examples : dev) {
      int first = before;
      Predictions predictions =
          predictor.predict(
              examples,
              done -> {
                progress.accept((first + done) / all);
                return !stop.isRequested();
              });
      if (predictions == null) {
        return Map.of();
      }
      before += examples.getSize();
      figures.putIfAbsent(LOSS, predictions.getLoss());
      predictions.toMetrics().forEach((name, value) -> figures.put(name, orNone(value)));
    }
    figures.put(CHOSEN, figures.getOrDefault(choice, 0.0));
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

  /** Replaces NaN by 0: a correlation is undefined if all predictions are equal. */
  private static double orNone(double figure) {
    return Double.isNaN(figure) ? 0 : figure;
  }
}
