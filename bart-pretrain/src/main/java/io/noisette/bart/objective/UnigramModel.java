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
  private final long texts;

  /**
   * Creates a model without copying its argument.
   *
   * @param counts number of occurrences of each token
   * @param texts number of texts that the tokens are from
   */
  UnigramModel(long[] counts, long texts) {
    this.counts = counts;
    this.texts = texts;
    total = Arrays.stream(counts).sum();
  }

  /** Counts the tokens of sequences in a fixed random order, up to a million tokens. */
  public static UnigramModel of(SequenceIndex sequences, int vocabularySize) {
    long[] counts = new long[vocabularySize];
    SequenceOrder order = SequenceOrder.of(sequences.getSize(), SEED, 0);
    long counted = 0;
    long texts = 0;
    for (long i = 0; i < sequences.getSize() && counted < MOST_TOKENS; i++) {
      int[] ids = sequences.read(order.at(i)).ids();
      for (int id : ids) {
        counts[id]++;
      }
      counted += ids.length;
      texts++;
    }
    return new UnigramModel(counts, texts);
  }

  /** Returns the frequencies if every text ends with a token, which the corpus does not have. */
  UnigramModel withEnds(int end) {
    long[] all = counts.clone();
    all[end] += texts;
    return new UnigramModel(all, texts);
  }

  /** Returns -log p of a token, in nats. */
  double nats(int token) {
    return Math.log((double) (total + counts.length) / (counts[token] + 1));
  }
}
