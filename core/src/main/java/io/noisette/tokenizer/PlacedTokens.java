package io.noisette.tokenizer;

import java.util.Arrays;

/**
 * Token ids of a text with their places in it, in Unicode code points. White space at the ends of a
 * token does not belong to its place.
 */
public final class PlacedTokens {

  private final int[] ids;
  private final int[] starts;
  private final int[] ends;

  PlacedTokens(int[] ids, int[] starts, int[] ends) {
    this.ids = ids;
    this.starts = starts;
    this.ends = ends;
  }

  /** Returns the number of tokens. */
  public int getSize() {
    return ids.length;
  }

  /** Returns the ids of the tokens from {@code from} to before {@code to}. */
  public int[] getIds(int from, int to) {
    return Arrays.copyOfRange(ids, from, to);
  }

  /** Returns where a token starts, in code points. */
  public int getStart(int token) {
    return starts[token];
  }

  /** Returns where a token ends, in code points; the place of its last character plus 1. */
  public int getEnd(int token) {
    return ends[token];
  }
}
