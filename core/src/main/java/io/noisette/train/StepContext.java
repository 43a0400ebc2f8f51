package io.noisette.train;

import io.noisette.model.TrainingPass;
import io.noisette.random.Mix;

/**
 * What a step may ask for.
 *
 * @param step its number, from 1
 * @param seed of the run
 * @param dropout whether this step drops out: the last part of a run may not (docs/papers.md 1.3)
 * @param rule of the update
 */
public record StepContext(long step, long seed, boolean dropout, UpdateRule rule) {

  /** The seed of a micro-batch's dropout masks: a function of the run's seed and the step. */
  public long dropoutSeed(int microBatch) {
    return Mix.of(seed, step, microBatch);
  }

  /** The learning rate: update u, from 1, has that of the schedule at u - 1 (docs/papers.md 10). */
  public double learningRate() {
    return rule.schedule().at(step - 1);
  }

  /**
   * A pass over one part of the batch, with dropout masks of its own.
   *
   * @param part its number in the step, from 0
   * @param weight of the loss in the gradients
   */
  TrainingPass toPass(int part, double weight) {
    TrainingPass pass = TrainingPass.weighted(weight);
    return dropout ? pass.withDropout(dropoutSeed(part)) : pass;
  }
}
