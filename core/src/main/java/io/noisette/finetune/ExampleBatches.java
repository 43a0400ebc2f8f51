package io.noisette.finetune;

import io.noisette.corpus.SequenceOrder;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.function.IntUnaryOperator;

/**
 * Examples in the data order of the epoch, divided into micro-batches. The last batch of an epoch
 * may be smaller. A micro-batch has as many whole examples as fit into its budget of tokens, at
 * least one. The selection depends on seed and cursor alone.
 */
public final class ExampleBatches {

  private final int size;
  private final long seed;
  private final int batchSize;
  private final MicroBatches microBatches;

  /**
   * Creates the batches of examples.
   *
   * @param size number of examples
   * @param batchSize number of examples per step
   * @param microBatchTokens maximum number of tokens per micro-batch
   * @param length returns the number of tokens of an example
   */
  public ExampleBatches(
      int size, long seed, int batchSize, int microBatchTokens, IntUnaryOperator length) {
    this.size = size;
    this.seed = seed;
    this.batchSize = batchSize;
    microBatches = new MicroBatches(microBatchTokens, length);
  }

  /** Reads the batch of the step that begins at {@code cursor}. */
  public <B> StepBatch<B> read(Cursor cursor, MicroBatches.Packer<B> packer) {
    SequenceOrder order = SequenceOrder.of(size, seed, cursor.epoch());
    int[] drawn = new int[(int) Math.min(batchSize, size - cursor.position())];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (int) order.at(cursor.position() + i);
    }
    long end = cursor.position() + drawn.length;
    Cursor next = end == size ? new Cursor(cursor.epoch() + 1, 0) : new Cursor(cursor.epoch(), end);
    return microBatches.pack(drawn, cursor, next, packer);
  }
}
