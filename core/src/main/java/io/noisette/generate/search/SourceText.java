package io.noisette.generate.search;

/** A source with its place in the input. */
final class SourceText {

  /** Short sources count as much as this, because scores of the vocabulary take memory too. */
  private static final int LEAST_WEIGHT = 32;

  private final int index;
  private final int[] tokens;

  SourceText(int index, int[] tokens) {
    this.index = index;
    this.tokens = tokens;
  }

  int getIndex() {
    return index;
  }

  int[] getTokens() {
    return tokens;
  }

  int getLength() {
    return tokens.length;
  }

  /** Returns the number of tokens by which a source counts in a batch. */
  int getWeight() {
    return Math.max(LEAST_WEIGHT, tokens.length);
  }
}
