package io.noisette.train;

import io.noisette.train.step.PlainStep;

/**
 * A training step: forward and backward passes over a batch and the optimizer update; training
 * methods differ only in this interface.
 *
 * <p>{@link PlainStep} makes one forward and backward pass over each micro-batch, then updates. An
 * adversarial step makes several passes; a step that replays micro-batches updates after each pass.
 * {@link PlainStep#update} ends every kind of step.
 */
@FunctionalInterface
public interface TrainStep<B> extends AutoCloseable {

  /** Trains on one batch and returns loss, gradient norm and learning rate. */
  StepResult take(StepBatch<B> batch, StepContext context);

  /** Releases the resources of the step; the model stays open. */
  @Override
  default void close() {}
}
