package io.noisette.train;

import java.util.Map;

/** Measures the model on held-out data, always on the same sequences with the same noise. */
@FunctionalInterface
public interface Validator {

  /** The usual choice: nats a target token. */
  String LOSS = "validation_loss";

  /** Figures by name, that of {@link #getChoice} among them. */
  Map<String, Double> validate();

  /** Name of the figure that chooses the best checkpoint. */
  default String getChoice() {
    return LOSS;
  }

  /** Whether one value of the chosen figure is better than another; a loss is if it is lower. */
  default boolean isBetter(double figure, double other) {
    return figure < other;
  }
}
