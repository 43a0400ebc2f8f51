package io.noisette.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Result of one training step, which may comprise several optimizer updates.
 *
 * @param loss loss before the update, in the unit of the run: nats per target token for language
 *     models, per example for classifiers, a squared error for regressions
 * @param gradientNorm L2 norm of all gradients together, before clipping
 * @param learningRate learning rate of the update
 * @param updated whether all updates of the step were made; false if a loss or a gradient was not
 *     finite
 * @param updates number of updates of the parameters; if it is positive although {@code updated} is
 *     false, the parameters have only some of the step's updates and belong to no step
 * @param figures further metrics of the training method for the log, by name
 */
public record StepResult(
    double loss,
    double gradientNorm,
    double learningRate,
    boolean updated,
    int updates,
    Map<String, Double> figures) {

  public StepResult {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /**
   * Creates the result of a training step with one optimizer update, or with none if {@code
   * updated} is false.
   */
  public StepResult(double loss, double gradientNorm, double learningRate, boolean updated) {
    this(loss, gradientNorm, learningRate, updated, updated ? 1 : 0, Map.of());
  }

  /** Returns a copy with another number of optimizer updates. */
  public StepResult withUpdates(int newUpdates) {
    return new StepResult(loss, gradientNorm, learningRate, updated, newUpdates, figures);
  }

  /** Returns a copy with additional metrics to log. */
  public StepResult withFigures(Map<String, Double> newFigures) {
    Map<String, Double> all = new LinkedHashMap<>(figures);
    all.putAll(newFigures);
    return new StepResult(loss, gradientNorm, learningRate, updated, updates, all);
  }
}
