package io.noisette.freelb.adversary;

import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;

/** One way to train before a step, and another from it on. */
record BeginLater(long beginStep, TrainStep<LabelledBatch> before, TrainStep<LabelledBatch> after)
    implements TrainStep<LabelledBatch> {

  @Override
  public StepResult take(StepBatch<LabelledBatch> batch, StepContext context) {
    return (context.step() < beginStep ? before : after).take(batch, context);
  }
}
