package io.noisette.train;

/**
 * What the loop itself has to know.
 *
 * @param steps optimizer steps of the whole run
 * @param seed of dropout, with step and micro-batch
 * @param dropoutFreeFraction the last part of the steps, in [0, 1], that goes without dropout
 * @param validateEvery steps between validations
 * @param checkpointEvery steps between checkpoints
 * @param patienceSteps steps without a better validation after which the run is over; 0: none
 * @param nonFinite what to do about a loss or gradient that is not finite
 */
public record LoopSettings(
    int steps,
    long seed,
    double dropoutFreeFraction,
    int validateEvery,
    int checkpointEvery,
    int patienceSteps,
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

  /** Whether a run is complete: it has made all steps, or waited long enough for a better one. */
  public boolean isOver(TrainingState state) {
    boolean isImpatient =
        patienceSteps > 0
            && state.best() != null
            && state.step() - state.bestStep() >= patienceSteps;
    return state.step() >= steps || isImpatient;
  }

  boolean hasDropout(long step) {
    return step <= Math.round(steps * (1 - dropoutFreeFraction));
  }
}
