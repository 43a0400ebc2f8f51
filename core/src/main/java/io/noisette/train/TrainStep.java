package io.noisette.train;

/**
 * What a step does between the data and the update; the one place where training methods differ.
 *
 * <p>{@link PlainStep} goes forward and backward over each micro-batch, then updates. An
 * adversarial step goes several times, one that replays updates after each: {@link
 * PlainStep#update} ends them.
 */
@FunctionalInterface
public interface TrainStep<B> extends AutoCloseable {

  StepResult take(StepBatch<B> batch, StepContext context);

  /** Frees what the step holds beside the model. */
  @Override
  default void close() {}
}
