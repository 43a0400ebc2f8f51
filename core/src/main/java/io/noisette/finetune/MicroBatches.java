package io.noisette.finetune;

import io.noisette.train.Cursor;
import io.noisette.train.StepBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Division of the examples of a step into micro-batches. A micro-batch has as many whole examples
 * as fit into its budget of tokens, at least one.
 *
 * @param mostTokens maximum number of tokens per micro-batch
 * @param length returns the number of tokens of an example
 */
public record MicroBatches(int mostTokens, IntUnaryOperator length) {

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
   * Packs the examples of a step.
   *
   * @param examples of the step, in the order in which they were drawn
   * @param first data position of the step
   * @param next data position of the step after it
   */
  public <B> StepBatch<B> pack(int[] examples, Cursor first, Cursor next, Packer<B> packer) {
    int[] drawn = shortestFirst(examples);
    long tokens = Arrays.stream(drawn).mapToLong(length::applyAsInt).sum();
    return new StepBatch<>(divide(drawn, packer), tokens, drawn.length, first, next);
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

  private <B> List<B> divide(int[] drawn, Packer<B> packer) {
    List<B> microBatches = new ArrayList<>();
    int first = 0;
    long tokens = 0;
    for (int i = 0; i < drawn.length; i++) {
      int own = length.applyAsInt(drawn[i]);
      if (i > first && tokens + own > mostTokens) {
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
