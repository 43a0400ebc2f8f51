package io.noisette.distillation.data;

/**
 * Numbers of labelled and generated texts in a batch, the same in every batch (docs/papers.md 6.1).
 *
 * @param labelled number of texts with a label of the data, at least 1
 * @param generated number of texts with a label of a model, at least 1
 */
public record BatchMix(int labelled, int generated) {

  public BatchMix {
    if (labelled < 1 || generated < 1) {
      throw new IllegalArgumentException(
          "a batch must have at least one labelled and one generated text, not "
              + labelled
              + " and "
              + generated);
    }
  }

  /**
   * Returns the mix of a batch.
   *
   * @param batchSize number of texts of a batch, at least 2
   * @param share of the labelled texts, rounded half up to a whole number of texts
   */
  public static BatchMix of(int batchSize, double share) {
    int labelled = Math.min(Math.max(ScoreThreshold.countKept(share, batchSize), 1), batchSize - 1);
    return new BatchMix(labelled, batchSize - labelled);
  }

  /** Order of the texts of a pool. */
  @FunctionalInterface
  public interface PassOrder {
    /** Returns the text at a position of a pass, both counted from 0. */
    int at(long pass, int position);
  }

  /**
   * Returns what a batch takes of one of the two pools, whose next pass begins within the batch in
   * which the last one ended.
   *
   * @param pool number of texts in the pool
   * @param batch number of the batch, from 0
   * @param size number of texts that a batch takes of the pool
   */
  public static int[] draw(int pool, long batch, int size, PassOrder order) {
    int[] drawn = new int[size];
    for (int i = 0; i < size; i++) {
      long place = batch * size + i;
      drawn[i] = order.at(place / pool, (int) (place % pool));
    }
    return drawn;
  }
}
