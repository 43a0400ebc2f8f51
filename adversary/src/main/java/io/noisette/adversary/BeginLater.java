package io.noisette.adversary;

import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;

/**
 * Training step that switches from one method to another at a given step.
 *
 * @param beginStep first step that uses {@code after}
 * @param before method of earlier steps
 * @param after method from {@code beginStep} on
 */
record BeginLater<B>(long beginStep, TrainStep<B> before, TrainStep<B> after)
    implements TrainStep<B> {

  @Override
  public StepResult take(StepBatch<B> batch, StepContext context) {
    return (context.step() < beginStep ? before : after).take(batch, context);
  }
}
