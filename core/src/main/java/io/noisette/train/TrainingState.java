package io.noisette.train;

import org.jspecify.annotations.Nullable;

/**
 * All that a run knows of itself besides parameters and moments; {@code trainer.json} holds it.
 *
 * @param step optimizer steps done
 * @param updates of the parameters: one a step, of some methods several, of a skipped step none
 * @param cursor where the next step reads
 * @param targetTokens seen so far
 * @param skippedInARow steps just before this one whose loss or gradient was not finite
 * @param best the best value so far of the figure by which checkpoints are chosen, null before the
 *     first validation
 * @param bestStep the step it was measured at, 0 before the first validation
 */
public record TrainingState(
    long step,
    long updates,
    Cursor cursor,
    long targetTokens,
    int skippedInARow,
    @Nullable Double best,
    long bestStep) {

  public static final TrainingState START = new TrainingState(0, 0, Cursor.START, 0, 0, null, 0);

  TrainingState after(StepBatch<?> batch, StepResult result) {
    return new TrainingState(
        step + 1,
        updates + result.updates(),
        batch.next(),
        targetTokens + batch.targetTokens(),
        result.updated() ? 0 : skippedInARow + 1,
        best,
        bestStep);
  }

  TrainingState withBest(double figure) {
    return new TrainingState(step, updates, cursor, targetTokens, skippedInARow, figure, step);
  }
}
