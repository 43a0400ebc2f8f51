package io.noisette.sandwich;

import io.noisette.train.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * Result of a training.
 *
 * @param state at the last step of the session
 * @param validationLoss lowest validation loss so far, in nats per token, which is that of the
 *     checkpoint {@code best}; null without validation
 */
public record SandwichLmResult(TrainingState state, @Nullable Double validationLoss) {

  /** Returns exp of the validation loss, or null without validation. */
  public @Nullable Double validationPerplexity() {
    return validationLoss == null ? null : Math.exp(validationLoss);
  }
}
