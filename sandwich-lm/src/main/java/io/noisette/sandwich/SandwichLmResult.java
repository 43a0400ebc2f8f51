package io.noisette.sandwich;

import io.noisette.train.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * Result of training: final training state and validation loss.
 *
 * @param state at the last step of the session
 * @param validationLoss lowest validation loss so far, in nats per token, which is that of the
 *     checkpoint {@code best}; null without validation
 */
public record SandwichLmResult(TrainingState state, @Nullable Double validationLoss) {

  /** Returns the validation perplexity, exp(loss), or null without validation. */
  public @Nullable Double validationPerplexity() {
    return validationLoss == null ? null : Math.exp(validationLoss);
  }
}
