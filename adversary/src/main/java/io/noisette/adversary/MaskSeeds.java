package io.noisette.adversary;

import io.noisette.model.TrainingPass;
import io.noisette.random.Mix;
import io.noisette.train.StepContext;

/** Random seeds of the dropout masks for the passes over a micro-batch. */
@FunctionalInterface
interface MaskSeeds {

  /**
   * Returns the pass with its dropout masks set.
   *
   * @param number index of the pass over the micro-batch, from 0
   */
  TrainingPass startPass(TrainingPass pass, int number);

  /** Returns the seeds for a micro-batch, shared by its passes or not. */
  static MaskSeeds of(DropoutSharing sharing, StepContext context, int microBatch) {
    if (!context.dropout()) {
      return (pass, number) -> pass;
    }
    long seed = context.dropoutSeed(microBatch);
    return switch (sharing) {
      case ON -> (pass, number) -> pass.withDropout(seed);
      case OFF -> (pass, number) -> pass.withDropout(Mix.of(seed, number));
    };
  }
}
