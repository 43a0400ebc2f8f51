package io.noisette.finetune;

import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.function.IntUnaryOperator;

/** Examples of each step, divided into micro-batches. The selection depends on the cursor alone. */
public final class ExampleBatches {

  private final ExampleDraw draw;
  private final MicroBatches microBatches;

  /**
   * Creates the batches of examples in the data order of the epoch; the last batch of an epoch may
   * be smaller.
   *
   * @param size number of examples
   * @param batchSize number of examples per step
   * @param microBatchTokens maximum number of tokens per micro-batch
   * @param length returns the number of tokens of an example
   */
  public ExampleBatches(
      int size, long seed, int batchSize, int microBatchTokens, IntUnaryOperator length) {
    this(microBatchTokens, new EpochDraw(size, seed, batchSize), length);
  }

  /**
   * Creates batches of examples that are drawn in another way.
   *
   * @param microBatchTokens maximum number of tokens per micro-batch
   * @param length returns the number of tokens of an example
   */
  public ExampleBatches(int microBatchTokens, ExampleDraw draw, IntUnaryOperator length) {
    this.draw = draw;
    microBatches = new MicroBatches(microBatchTokens, length);
  }

  /** Reads the batch of the step that begins at {@code cursor}. */
  public <B> StepBatch<B> read(Cursor cursor, MicroBatches.Packer<B> packer) {
    return microBatches.pack(draw.draw(cursor), cursor, draw.advance(cursor), packer);
  }
}
