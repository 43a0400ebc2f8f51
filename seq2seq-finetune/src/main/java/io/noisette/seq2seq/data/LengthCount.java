package io.noisette.seq2seq.data;

import java.util.Locale;

/** Lengths of the texts of one side, and how much of them a limit cuts off. */
public final class LengthCount {

  private final String side;
  private final int limit;
  private long texts;
  private long tokens;
  private long cutTexts;
  private long cutTokens;
  private int longest;
  private String longestPlace = "";

  /**
   * Creates an empty count.
   *
   * @param side {@code source} or {@code target}
   * @param limit maximum number of tokens, special tokens included
   */
  LengthCount(String side, int limit) {
    this.side = side;
    this.limit = limit;
  }

  void add(int length, String place) {
    texts++;
    tokens += length;
    if (length > limit) {
      cutTexts++;
      cutTokens += length - limit;
    }
    if (length > longest) {
      longest = length;
      longestPlace = place;
    }
  }

  /** Returns the number of texts that are longer than the limit. */
  public long getCutTexts() {
    return cutTexts;
  }

  /** Returns the share of all tokens, special tokens included, that is cut off. */
  public double getCutShare() {
    return tokens == 0 ? 0 : (double) cutTokens / tokens;
  }

  /** Returns a sentence about the texts that are too long; empty if there are none. */
  String describe() {
    return cutTexts == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d of %,d %ss are longer than %,d tokens (longest: %,d, %s); cutting them takes %.2f"
                + " %% of the %s tokens",
            cutTexts,
            texts,
            side,
            limit,
            longest,
            longestPlace,
            100 * getCutShare(),
            side);
  }
}
