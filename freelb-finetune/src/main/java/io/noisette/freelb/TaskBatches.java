package io.noisette.freelb;

import io.noisette.corpus.SequenceOrder;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.freelb.adversary.LabelledBatch;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Training examples in the data order of the epoch, packed into micro-batches. The last batch of an
 * epoch may be smaller. A micro-batch has as many whole examples as fit into its budget of tokens,
 * at least one. The selection depends on seed and cursor alone.
 */
final class TaskBatches implements BatchSource<LabelledBatch> {

  private final EncodedExamples examples;
  private final long seed;
  private final int batchSize;
  private final int microBatchTokens;

  TaskBatches(EncodedExamples examples, long seed, int batchSize, int microBatchTokens) {
    this.examples = examples;
    this.seed = seed;
    this.batchSize = batchSize;
    this.microBatchTokens = microBatchTokens;
  }

  @Override
  public StepBatch<LabelledBatch> read(Cursor cursor) {
    int size = examples.getSize();
    SequenceOrder order = SequenceOrder.of(size, seed, cursor.epoch());
    int[] drawn = new int[(int) Math.min(batchSize, size - cursor.position())];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (int) order.at(cursor.position() + i);
    }
    long end = cursor.position() + drawn.length;
    drawn = shortestFirst(drawn);
    Cursor next = end == size ? new Cursor(cursor.epoch() + 1, 0) : new Cursor(cursor.epoch(), end);
    long tokens = Arrays.stream(drawn).mapToLong(examples::getLength).sum();
    return new StepBatch<>(microBatches(drawn), tokens, drawn.length, cursor, next);
  }

  /**
   * Sorts examples by length, because attention over a packed micro-batch is faster if neighbours
   * have similar lengths; equally long ones keep their order.
   */
  private int[] shortestFirst(int[] drawn) {
    return Arrays.stream(drawn)
        .boxed()
        .sorted(Comparator.comparingInt(examples::getLength))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private List<LabelledBatch> microBatches(int[] drawn) {
    List<LabelledBatch> microBatches = new ArrayList<>();
    int first = 0;
    long tokens = 0;
    for (int i = 0; i < drawn.length; i++) {
      if (i > first && tokens + examples.getLength(drawn[i]) > microBatchTokens) {
        microBatches.add(pack(Arrays.copyOfRange(drawn, first, i)));
        first = i;
        tokens = 0;
      }
      tokens += examples.getLength(drawn[i]);
    }
    microBatches.add(pack(Arrays.copyOfRange(drawn, first, drawn.length)));
    return microBatches;
  }

  private LabelledBatch pack(int[] those) {
    return new LabelledBatch(examples.toBatch(those), examples.getTargets(those));
  }
}
