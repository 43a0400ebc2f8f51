package io.noisette.train;

import org.jspecify.annotations.Nullable;

/**
 * State of a run besides parameters and optimizer moments, stored in {@code trainer.json}.
 *
 * @param step number of optimizer steps done
 * @param updates number of updates of the parameters: usually one per step, several with some
 *     training methods, none for a skipped step
 * @param cursor data position at which the next step reads
 * @param targetTokens number of target tokens trained on so far
 * @param skippedInARow number of consecutive steps skipped last because the loss or a gradient was
 *     not finite
 * @param best best value so far of the validation metric that selects checkpoints, null before the
 *     first validation
 * @param bestStep step of the best value, 0 before the first validation
 * @param validationDue whether the validation of this step was interrupted; a resumed run begins
 *     with it
 */
public record TrainingState(
    long step,
    long updates,
    Cursor cursor,
    long targetTokens,
    int skippedInARow,
    @Nullable Double best,
    long bestStep,
    boolean validationDue) {

  public static final TrainingState START =
      new TrainingState(0, 0, Cursor.START, 0, 0, null, 0, false);

  /**
   * Returns the state after another step.
   *
   * @param validationDue whether a validation follows the step
   */
  TrainingState after(StepBatch<?> batch, StepResult result, boolean validationDue) {
    return new TrainingState(
        step + 1,
        updates + result.updates(),
        batch.next(),
        targetTokens + batch.targetTokens(),
        result.updated() ? 0 : skippedInARow + 1,
        best,
        bestStep,
        validationDue);
  }

  /** Returns whether a number of steps is done, and the validation of the last one is too. */
  public boolean hasDone(long steps) {
    return step >= steps && !validationDue;
  }

  /** Returns the step of the best validation, or -1 before the first validation. */
  public long findBestStep() {
    return best == null ? -1 : bestStep;
  }

  TrainingState withBest(double figure) {
    return new TrainingState(
        step, updates, cursor, targetTokens, skippedInARow, figure, step, validationDue);
  }

  /**
   * Returns the state of a run that begins with the checkpoint of another one. The best checkpoint
   * of that one is not among its own, so it validates what it begins with, and chooses anew.
   */
  TrainingState asStartOfAnotherRun() {
    return new TrainingState(step, updates, cursor, targetTokens, skippedInARow, null, 0, true);
  }

  TrainingState withoutValidationDue() {
    return new TrainingState(
        step, updates, cursor, targetTokens, skippedInARow, best, bestStep, false);
  }
}
