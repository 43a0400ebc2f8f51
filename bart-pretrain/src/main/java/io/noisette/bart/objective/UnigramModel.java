package io.noisette.bart.objective;

import io.noisette.corpus.SequenceIndex;
import io.noisette.corpus.SequenceOrder;
import java.util.Arrays;

/**
 * Token frequencies of a corpus, smoothed by adding one count per token of the vocabulary
 * (Laplace): the predictions of a model without context.
 */
public final class UnigramModel {

  /**
   * Maximum number of counted tokens: enough for frequencies, and read in milliseconds from a
   * corpus of any size.
   */
  private static final long MOST_TOKENS = 1_000_000;

  private static final long SEED = 0;

  private final long[] counts;
  private final long total;

  /**
   * Creates a model without copying its argument.
   *
   * @param counts number of occurrences of each token
   */
  UnigramModel(long[] counts) {
    this.counts = counts;
    total = Arrays.stream(counts).sum();
  }

  /** Counts the tokens of sequences in a fixed random order, up to a million tokens. */
  public static UnigramModel of(SequenceIndex sequences, int vocabularySize) {
    long[] counts = new long[vocabularySize];
    SequenceOrder order = SequenceOrder.of(sequences.getSize(), SEED, 0);
    long counted = 0;
    for (long i = 0; i < sequences.getSize() && counted < MOST_TOKENS; i++) {
      int[] ids = sequences.read(order.at(i)).ids();
      for (int id : ids) {
        counts[id]++;
      }
      counted += ids.length;
    }
    return new UnigramModel(counts);
  }

  /** Returns -log p of a token, in nats. */
  double nats(int token) {
    return Math.log((double) (total + counts.length) / (counts[token] + 1));
  }
}
