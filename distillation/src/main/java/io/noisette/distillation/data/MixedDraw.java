package io.noisette.distillation.data;

import io.noisette.corpus.SequenceOrder;
import io.noisette.finetune.ExampleDraw;
import io.noisette.random.Mix;
import io.noisette.train.Cursor;

/**
 * Draws batches with a fixed number of labelled texts and of texts with generated labels. Both are
 * gone through in passes of their own, and all batches have the same size.
 */
final class MixedDraw implements ExampleDraw {

  /** Share of the labelled texts in each batch (docs/papers.md 6.1). */
  static final double LABELLED_SHARE = 0.6;

  private static final long GENERATED = 1; // purpose of the second random seed

  private final int labelled;
  private final int[] generated;
  private final long seed;
  private final int batchSize;
  private final int epochSteps;

  /**
   * Creates the draw.
   *
   * @param labelled number of labelled texts, the first examples
   * @param generated examples with generated labels; without any, all texts are labelled ones
   * @param epochSteps number of steps per epoch
   */
  MixedDraw(int labelled, int[] generated, long seed, int batchSize, int epochSteps) {
    this.labelled = labelled;
    this.generated = generated.clone();
    this.seed = seed;
    this.batchSize = batchSize;
    this.epochSteps = epochSteps;
  }

  /** Returns the number of labelled texts in each batch. */
  int countLabelled() {
    return generated.length == 0 ? batchSize : BatchMix.of(batchSize, LABELLED_SHARE).labelled();
  }

  @Override
  public int[] draw(Cursor cursor) {
    long batch = cursor.epoch() * epochSteps + cursor.position() / batchSize;
    int own = countLabelled();
    int[] drawn = new int[batchSize];
    int[] first = drawOf(labelled, batch, own, seed);
    System.arraycopy(first, 0, drawn, 0, own);
    if (own < batchSize) {
      int[] second = drawOf(generated.length, batch, batchSize - own, Mix.of(seed, GENERATED));
      for (int i = own; i < batchSize; i++) {
        drawn[i] = generated[second[i - own]];
      }
    }
    return drawn;
  }

  @Override
  public Cursor advance(Cursor cursor) {
    long end = cursor.position() + batchSize;
    return end == (long) epochSteps * batchSize
        ? new Cursor(cursor.epoch() + 1, 0)
        : new Cursor(cursor.epoch(), end);
  }

  private static int[] drawOf(int pool, long batch, int size, long seed) {
    return BatchMix.draw(
        pool, batch, size, (pass, place) -> (int) SequenceOrder.of(pool, seed, pass).at(place));
  }
}
