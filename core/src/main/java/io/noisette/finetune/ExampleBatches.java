package io.noisette.finetune;

import io.noisette.corpus.SequenceOrder;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
  private final int microBatchTokens;
  private final IntUnaryOperator length;

  /** Packs examples of a step into a micro-batch. */
  @FunctionalInterface
  public interface Packer<B> {

    /**
     * Packs a part of the step's examples.
     *
     * @param drawn examples of the whole step, the shortest first
     * @param from index in {@code drawn} of the first one to pack
     * @param to index in {@code drawn} after the last one to pack
     */
    B pack(int[] drawn, int from, int to);
  }

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
    this.microBatchTokens = microBatchTokens;
    this.length = length;
  }

  /** Reads the batch of the step that begins at {@code cursor}. */
  public <B> StepBatch<B> read(Cursor cursor, Packer<B> packer) {
    SequenceOrder order = SequenceOrder.of(size, seed, cursor.epoch());
    int[] drawn = new int[(int) Math.min(batchSize, size - cursor.position())];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (int) order.at(cursor.position() + i);
    }
    long end = cursor.position() + drawn.length;
    drawn = shortestFirst(drawn);
    Cursor next = end == size ? new Cursor(cursor.epoch() + 1, 0) : new Cursor(cursor.epoch(), end);
    long tokens = Arrays.stream(drawn).mapToLong(length::applyAsInt).sum();
    return new StepBatch<>(microBatches(drawn, packer), tokens, drawn.length, cursor, next);
  }

  /**
   * Sorts examples by length, because attention over a packed micro-batch is faster if neighbours
   * have similar lengths; equally long ones keep their order.
   */
  private int[] shortestFirst(int[] drawn) {
    return Arrays.stream(drawn)
        .boxed()
        .sorted(Comparator.comparingInt(length::applyAsInt))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private <B> List<B> microBatches(int[] drawn, Packer<B> packer) {
    List<B> microBatches = new ArrayList<>();
    int first = 0;
    long tokens = 0;
    for (int i = 0; i < drawn.length; i++) {
      int own = length.applyAsInt(drawn[i]);
      if (i > first && tokens + own > microBatchTokens) {
        microBatches.add(packer.pack(drawn, first, i));
        first = i;
        tokens = 0;
      }
      tokens += own;
    }
    microBatches.add(packer.pack(drawn, first, drawn.length));
    return microBatches;
  }
}
