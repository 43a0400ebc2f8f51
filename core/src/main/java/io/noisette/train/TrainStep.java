package io.noisette.train;

/**
 * What a step does between the data and the update; the one place where training methods differ.
 *
 * <p>The plain step goes forward and backward over each micro-batch, then calls {@link
 * StepContext#update}. An adversarial one goes several times, one that replays updates after each.
 */
@FunctionalInterface
public interface TrainStep<B> {

  StepResult take(StepBatch<B> batch, StepContext context);
}
