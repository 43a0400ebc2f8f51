package io.noisette.bart;

import io.noisette.train.Validator;
import java.util.Map;

/** Losses on held-out text while a model is trained, as {@code evaluate} measures them later. */
final class DenoisingValidator implements Validator {

  /** Of order and noise, whatever the run's own seed: runs with other seeds can be compared. */
  static final long SEED = 0;

  private final HeldOutLosses losses;
  private final HeldOutBatches batches;

  DenoisingValidator(HeldOutLosses losses, HeldOutBatches batches) {
    this.losses = losses;
    this.batches = batches;
  }

  @Override
  public Map<String, Double> validate() {
    return losses.measure(batches, figures -> true).toMap("validation_");
  }
}
