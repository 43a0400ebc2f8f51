package io.noisette.train;

import org.jspecify.annotations.Nullable;

/**
 * All that a run knows of itself besides parameters and moments; {@code trainer.json} holds it.
 *
 * @param step optimizer steps done
 * @param updates of these, the ones that changed the parameters
 * @param cursor where the next step reads
 * @param targetTokens seen so far
 * @param skippedInARow steps just before this one whose loss or gradient was not finite
 * @param lastRate learning rate of the last update; 0 before the first
 * @param best the best value so far of the figure by which checkpoints are chosen, null before the
 *     first validation
 */
public record TrainingState(
    long step,
    long updates,
    Cursor cursor,
    long targetTokens,
    int skippedInARow,
    double lastRate,
    @Nullable Double best) {

  public static final TrainingState START = new TrainingState(0, 0, Cursor.START, 0, 0, 0, null);

  TrainingState after(StepBatch<?> batch, StepResult result) {
    return new TrainingState(
        step + 1,
        updates + (result.updated() ? 1 : 0),
        batch.next(),
        targetTokens + batch.targetTokens(),
        result.updated() ? 0 : skippedInARow + 1,
        result.updated() ? result.learningRate() : lastRate,
        best);
  }

  TrainingState withBest(double figure) {
    return new TrainingState(step, updates, cursor, targetTokens, skippedInARow, lastRate, figure);
  }
}
