package io.noisette.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of one optimizer step.
 *
 * @param loss nats a target token, before the update
 * @param gradientNorm of all gradients together, before clipping
 * @param learningRate of the update
 * @param updated whether the parameters changed: not if loss or gradient were not finite
 * @param updates how often they did
 * @param figures of the method of training, for the log, by name
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

  /** The result of a single update, if it was made. */
  public StepResult(double loss, double gradientNorm, double learningRate, boolean updated) {
    this(loss, gradientNorm, learningRate, updated, updated ? 1 : 0, Map.of());
  }

  public StepResult withUpdates(int newUpdates) {
    return new StepResult(loss, gradientNorm, learningRate, updated, newUpdates, figures);
  }

  public StepResult withFigures(Map<String, Double> newFigures) {
    return new StepResult(loss, gradientNorm, learningRate, updated, updates, newFigures);
  }
}
