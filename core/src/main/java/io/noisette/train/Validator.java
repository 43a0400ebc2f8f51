package io.noisette.train;

import java.util.Map;

/** Evaluator of the model on held-out data, with fixed sequences and fixed noise. */
@FunctionalInterface
public interface Validator {

  /** Name of the default metric for checkpoint selection: loss in nats per target token. */
  String LOSS = "validation_loss";

  /** Evaluates the model; returns metrics by name, that of {@link #getChoice} included. */
  Map<String, Double> validate();

  /** Returns the name of the metric that selects the best checkpoint. */
  default String getChoice() {
    return LOSS;
  }

  /** Returns whether one value of that metric is better than another; by default if lower. */
  default boolean isBetter(double figure, double other) {
    return figure < other;
  }
}
