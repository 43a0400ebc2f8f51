package io.noisette.train;

import io.noisette.model.TrainingPass;
import io.noisette.random.Mix;

/**
 * Context of one training step: step number, random seed, whether dropout is on, and update rule.
 *
 * @param step number of the step, from 1
 * @param seed random seed of the run
 * @param dropout whether dropout is on: the last steps of a run may go without (docs/papers.md 1.3)
 * @param rule optimizer, learning rate schedule and gradient clipping
 */
public record StepContext(long step, long seed, boolean dropout, UpdateRule rule) {

  /**
   * Returns the random seed of the dropout masks of one part of the batch, derived from the run's
   * seed and the step.
   *
   * @param part number of the part in the step, from 0
   */
  public long dropoutSeed(int part) {
    return Mix.of(seed, step, part);
  }

  /** Returns the learning rate of this step (docs/papers.md 10). */
  public double learningRate() {
    return rule.schedule().at(step - 1);
  }

  /**
   * Returns the context of a pass over one part of the batch, with separate dropout masks.
   *
   * @param part number of the part in the step, from 0
   * @param weight factor of the loss in the gradients
   */
  public TrainingPass toPass(int part, double weight) {
    TrainingPass pass = TrainingPass.weighted(weight);
    return dropout ? pass.withDropout(dropoutSeed(part)) : pass;
  }
}
