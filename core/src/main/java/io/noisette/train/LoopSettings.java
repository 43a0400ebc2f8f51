package io.noisette.train;

import io.noisette.run.RunFacts;
import java.util.List;

/**
 * Settings of the training loop: length, intervals, early stopping.
 *
 * @param steps number of optimizer steps of the whole run
 * @param seed random seed of dropout, used together with step and micro-batch number
 * @param dropoutFreeFraction fraction of the steps, in [0, 1], without dropout at the run's end
 * @param validateEvery number of steps between validations
 * @param checkpointEvery number of steps between checkpoints
 * @param patienceSteps number of steps without a better validation after which the next validation
 *     that is no better stops the run early; 0: no early stopping
 * @param nonFinite policy for a NaN or infinite loss or gradient
 */
public record LoopSettings(
    int steps,
    long seed,
    double dropoutFreeFraction,
    int validateEvery,
    int checkpointEvery,
    long patienceSteps,
    NonFinitePolicy nonFinite) {

  /** Creates settings without early stopping. */
  public LoopSettings(
      int steps,
      long seed,
      double dropoutFreeFraction,
      int validateEvery,
      int checkpointEvery,
      NonFinitePolicy nonFinite) {
    this(steps, seed, dropoutFreeFraction, validateEvery, checkpointEvery, 0, nonFinite);
  }

  /** Returns whether a run is complete: all steps are done, or early stopping applies. */
  public boolean isOver(TrainingState state) {
    return !state.validationDue() && toFacts().isOver(state.step(), state.findBestStep());
  }

  /** Returns the facts about a run whose best checkpoint has the lowest loss per target token. */
  public RunFacts toFacts() {
    return toFacts(Validator.LOSS, false, RunFacts.NATS_PER_TARGET_TOKEN, RunFacts.TARGET_TOKENS);
  }

  /**
   * Returns the facts about a run with these settings.
   *
   * @param choice name of the validation metric that selects the best checkpoint
   * @param higherIsBetter whether higher values of that metric are better
   * @param lossUnit unit of the loss, such as {@code nats per target token}
   * @param tokens the tokens that are counted, such as {@code target tokens}
   */
  public RunFacts toFacts(String choice, boolean higherIsBetter, String lossUnit, String tokens) {
    return new RunFacts(
        steps, validateEvery, patienceSteps, choice, higherIsBetter, lossUnit, tokens, List.of());
  }

  boolean hasDropout(long step) {
    return step <= Math.round(steps * (1 - dropoutFreeFraction));
  }
}
