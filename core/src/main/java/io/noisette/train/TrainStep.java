package io.noisette.train;

/**
 * Training step: the forward and backward passes over a batch and the optimizer update; the only
 * interface in which training methods differ.
 *
 * <p>{@link PlainStep} makes one forward and backward pass over each micro-batch, then updates. An
 * adversarial step makes several passes; a step that replays micro-batches updates after each pass.
 * {@link PlainStep#update} ends every kind of step.
 */
@FunctionalInterface
public interface TrainStep<B> extends AutoCloseable {

  StepResult take(StepBatch<B> batch, StepContext context);

  /** Releases the resources of the step, except the model. */
  @Override
  default void close() {}
}
