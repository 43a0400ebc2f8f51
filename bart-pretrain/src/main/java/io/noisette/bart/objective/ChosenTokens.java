package io.noisette.bart.objective;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The tokens of a text that an objective predicts: a share of them, drawn uniformly. */
final class ChosenTokens {

  /** Label of a token that is not predicted. */
  static final int NONE = -100;

  /** Keeps products such as 0.15 * 20 from being rounded up for their error in the last bit. */
  private static final double SLACK = 1e-9;

  private ChosenTokens() {}

  /** Returns the number of chosen tokens of {@code tokens}: the share, rounded up. */
  static int count(double share, int tokens) {
    return (int) Math.ceil(share * tokens - SLACK);
  }

  /**
   * Returns the places of chosen tokens in a text with special tokens, in a uniformly drawn order.
   *
   * @param tokens number of tokens without special tokens
   */
  static int[] draw(RandomGenerator random, double share, int tokens) {
    int[] places = new int[tokens];
    Arrays.setAll(places, i -> i + 1); // after bos
    int count = count(share, tokens);
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(tokens - i);
      int place = places[other];
      places[other] = places[i];
      places[i] = place;
    }
    return Arrays.copyOf(places, count);
  }

  /** Returns labels that are the chosen tokens of a text, and {@link #NONE} elsewhere. */
  static int[] labels(int[] ids, int[] chosen) {
    int[] labels = new int[ids.length];
    Arrays.fill(labels, NONE);
    for (int place : chosen) {
      labels[place] = ids[place];
    }
    return labels;
  }

  /** Returns a copy of a text with its chosen tokens masked. */
  static int[] mask(int[] ids, int[] chosen, int maskId) {
    int[] masked = ids.clone();
    for (int place : chosen) {
      masked[place] = maskId;
    }
    return masked;
  }
}
