package io.noisette.freelb.adversary;

import io.noisette.model.TrainingPass;
import io.noisette.random.Mix;
import io.noisette.train.StepContext;

/** Which dropout masks the passes over a micro-batch have. */
@FunctionalInterface
interface MaskSeeds {

  /** The pass with its masks; {@code number} counts the passes over a micro-batch from 0. */
  TrainingPass startPass(TrainingPass pass, int number);

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
