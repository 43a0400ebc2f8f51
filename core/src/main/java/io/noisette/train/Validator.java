package io.noisette.train;

import java.util.Map;

/** Measures the model on held-out data, always on the same samples with the same noise. */
@FunctionalInterface
public interface Validator {

  /** Name of the figure that chooses the best checkpoint: nats a target token. */
  String LOSS = "validation_loss";

  /** Figures by name, {@link #LOSS} among them. */
  Map<String, Double> validate();
}
