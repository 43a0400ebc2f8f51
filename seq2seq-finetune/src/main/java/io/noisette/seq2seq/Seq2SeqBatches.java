package io.noisette.seq2seq;

import io.noisette.corpus.SequenceOrder;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.seq2seq.data.EncodedPairs;
import io.noisette.train.BatchSource;
import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Training examples in the data order of the epoch, packed into micro-batches of similar lengths.
 * The selection depends on seed and cursor alone.
 */
final class Seq2SeqBatches implements BatchSource<Seq2SeqBatch> {

  private final EncodedPairs pairs;
  private final EpochPlan plan;
  private final int microBatchTokens;
  private final int decoderStart;

  Seq2SeqBatches(EncodedPairs pairs, EpochPlan plan, int microBatchTokens, int decoderStart) {
    this.pairs = pairs;
    this.plan = plan;
    this.microBatchTokens = microBatchTokens;
    this.decoderStart = decoderStart;
  }

  @Override
  public StepBatch<Seq2SeqBatch> read(Cursor cursor) {
    SequenceOrder order = plan.openEpoch(cursor.epoch());
    int count = plan.countExamples(order, cursor.position());
    int[] drawn =
        IntStream.range(0, count).map(i -> (int) order.at(cursor.position() + i)).toArray();
    long end = cursor.position() + count;
    boolean isLast = end == pairs.getSize();
    Cursor next = isLast ? new Cursor(cursor.epoch() + 1, 0) : new Cursor(cursor.epoch(), end);
    long targets = Arrays.stream(drawn).mapToLong(pairs::countTargets).sum();
    List<Seq2SeqBatch> microBatches =
        divide(pairs, drawn, microBatchTokens).stream()
            .map(examples -> pairs.toBatch(examples, decoderStart))
            .toList();
    return new StepBatch<>(microBatches, targets, count, cursor, next);
  }

  /**
   * Divides examples into micro-batches of at most {@code most} tokens, but at least one example,
   * shortest first.
   */
  static List<int[]> divide(EncodedPairs pairs, int[] examples, int most) {
    int[] sorted = shortestFirst(pairs, examples);
    List<int[]> parts = new ArrayList<>();
    int first = 0;
    long tokens = 0;
    for (int i = 0; i < sorted.length; i++) {
      int more = pairs.countTokens(sorted[i]);
      if (i > first && tokens + more > most) {
        parts.add(Arrays.copyOfRange(sorted, first, i));
        first = i;
        tokens = 0;
      }
      tokens += more;
    }
    parts.add(Arrays.copyOfRange(sorted, first, sorted.length));
    return parts;
  }

  /** Neighbours of similar lengths make attention faster; equally long ones keep their order. */
  private static int[] shortestFirst(EncodedPairs pairs, int[] examples) {
    return Arrays.stream(examples)
        .boxed()
        .sorted(Comparator.comparingInt(pairs::countTokens))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
