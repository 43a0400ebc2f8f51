package io.noisette.train;

import io.noisette.command.StopSignal;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Evaluates a model on held-out data during training, always on the same sequences with the same
 * noise.
 */
@FunctionalInterface
public interface Validator {

  /** Name of the default metric for checkpoint selection: loss in nats per target token. */
  String LOSS = "validation_loss";

  /**
   * Evaluates the model. Returns metrics by name, that of {@link #getChoice} included; when a stop
   * is requested it returns after the current batch, and what it returns is not used.
   *
   * @param progress receives the completed share of the validation, in [0, 1], after each batch
   * @throws io.noisette.failure.NonFiniteException if the outputs of the model are not finite
   */
  Map<String, Double> validate(StopSignal stop, DoubleConsumer progress);

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
