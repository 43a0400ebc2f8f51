package io.noisette.train;

import java.util.Map;

/**
 * Evaluates a model on held-out data during training, always on the same sequences with the same
 * noise.
 */
@FunctionalInterface
public interface Validator {

  /** Name of the default metric for checkpoint selection: loss in nats per target token. */
  String LOSS = "validation_loss";

  /**
   * Evaluates the model and returns its metrics by name, including the one of {@link #getChoice}.
   */
  Map<String, Double> validate();

  /** Returns the name of the metric that selects the best checkpoint. */
  default String getChoice() {
    return LOSS;
  }

  /**
   * Returns whether one value of the metric of {@link #getChoice} is better than another; by
   * default if it is lower.
   */
  default boolean isBetter(double figure, double other) {
    return figure < other;
  }
}
