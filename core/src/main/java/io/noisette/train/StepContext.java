package io.noisette.train;

import io.noisette.random.Mix;

/** What a step may ask for: its seeds, whether there is dropout, and the update. */
public final class StepContext {

  private final long step;
  private final long seed;
  private final boolean dropout;
  private final Updater updater;

  /**
   * @param step from 1
   * @param seed of the run
   * @param dropout whether this step drops out
   */
  public StepContext(long step, long seed, boolean dropout, Updater updater) {
    this.step = step;
    this.seed = seed;
    this.dropout = dropout;
    this.updater = updater;
  }

  /** Number of the step, from 1. */
  public long getStep() {
    return step;
  }

  /** The seed of a micro-batch's dropout masks: a function of the run's seed and the step. */
  public long getDropoutSeed(int microBatch) {
    return Mix.of(seed, step, microBatch);
  }

  /** Whether this step drops out: the last part of a run may not (docs/papers.md 1.3). */
  public boolean isDropout() {
    return dropout;
  }

  /**
   * Clips the gradients that were added up, updates the parameters and clears the gradients.
   *
   * @param loss nats a target token of the whole step
   */
  public StepResult update(double loss) {
    return updater.update(step, loss);
  }
}
