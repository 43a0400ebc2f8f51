package io.noisette.train;

/**
 * What the loop itself has to know.
 *
 * @param steps optimizer steps of the whole run
 * @param seed of dropout, with step and micro-batch
 * @param dropoutFreeFraction the last part of the steps, in [0, 1], that goes without dropout
 * @param validateEvery steps between validations
 * @param checkpointEvery steps between checkpoints
 * @param patienceSteps steps after the best validation, from which on one that is no better ends
 *     the run; 0: none does
 * @param nonFinite what to do about a loss or gradient that is not finite
 */
public record LoopSettings(
    int steps,
    long seed,
    double dropoutFreeFraction,
    int validateEvery,
    int checkpointEvery,
    long patienceSteps,
    NonFinitePolicy nonFinite) {

  /** Without an end before the last step. */
  public LoopSettings(
      int steps,
      long seed,
      double dropoutFreeFraction,
      int validateEvery,
      int checkpointEvery,
      NonFinitePolicy nonFinite) {
    this(steps, seed, dropoutFreeFraction, validateEvery, checkpointEvery, 0, nonFinite);
  }

  /** Whether a run is complete: it has made all steps, or its last validation was one too many. */
  public boolean isOver(TrainingState state) {
    return state.step() >= steps || isImpatient(state);
  }

  private boolean isImpatient(TrainingState state) {
    return patienceSteps > 0
        && state.best() != null
        && state.step() % validateEvery == 0
        && state.step() - state.bestStep() >= patienceSteps;
  }

  boolean hasDropout(long step) {
    return step <= Math.round(steps * (1 - dropoutFreeFraction));
  }
}
