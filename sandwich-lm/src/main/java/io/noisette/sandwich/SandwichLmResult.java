package io.noisette.sandwich;

import io.noisette.train.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands when it ends.
 *
 * @param state of its last step
 * @param validationLoss the lowest so far, in nats a token: that of the checkpoint {@code best};
 *     null without a validation
 */
public record SandwichLmResult(TrainingState state, @Nullable Double validationLoss) {

  /** exp of the loss; null without one. */
  public @Nullable Double validationPerplexity() {
    return validationLoss == null ? null : Math.exp(validationLoss);
  }
}
