package io.noisette.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Division of texts into batches for inference. */
public final class TokenBatches {

  private TokenBatches() {}

  /**
   * Divides texts into batches of at most {@code mostTokens} tokens, longest first, so that too
   * little memory shows in the first batch. A longer text is a batch by itself.
   *
   * @param size number of texts
   * @param mostTokens number of tokens of a batch
   * @param length number of tokens of each text
   * @return indices of the texts of each batch
   */
  public static List<int[]> longestFirst(int size, int mostTokens, IntUnaryOperator length) {
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingInt(length::applyAsInt).reversed())
            .mapToInt(Integer::intValue)
            .toArray();
    List<int[]> batches = new ArrayList<>();
    int first = 0;
    long tokens = 0;
    for (int i = 0; i < order.length; i++) {
      if (i > first && tokens + length.applyAsInt(order[i]) > mostTokens) {
        batches.add(Arrays.copyOfRange(order, first, i));
        first = i;
        tokens = 0;
      }
      tokens += length.applyAsInt(order[i]);
    }
    batches.add(Arrays.copyOfRange(order, first, order.length));
    return batches;
  }
}
