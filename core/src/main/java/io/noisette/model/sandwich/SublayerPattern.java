package io.noisette.model.sandwich;

import io.noisette.random.Mix;
import java.util.regex.Pattern;

/**
 * The order of a language model's sublayers, from bottom to top: s is self-attention, f is
 * feed-forward (docs/papers.md 2.1).
 *
 * @param letters such as {@code ssfsff}
 */
public record SublayerPattern(String letters) {

  /** More than any model has: a guard before parameters of so many are listed. */
  public static final int MAX_SUBLAYERS = 1000;

  /** Attention has 4 d * d weights, a feed-forward sublayer 8 d * d: two units for one. */
  private static final int FEED_FORWARD_UNITS = 2;

  private static final Pattern LETTERS = Pattern.compile("[sf]{1," + MAX_SUBLAYERS + "}");

  public SublayerPattern {
    if (!LETTERS.matcher(letters).matches()) {
      throw new IllegalArgumentException(
          "a pattern is 1 to " + MAX_SUBLAYERS + " letters s and f, not '" + letters + "'");
    }
  }

  /**
   * Reads what a user types: letters, with '.' for a place that is left empty, or one of {@code
   * sandwich(16,6)}, {@code interleaved(16)}, {@code balanced(16,seed=3)} and {@code
   * budget(48,seed=3)}.
   *
   * @throws IllegalArgumentException with the column and what may stand there
   */
  public static SublayerPattern parse(String text) {
    return new SublayerPatternParser(text).parse();
  }

  /** s, f, s, f, …: {@code n} of each, the standard order. */
  public static SublayerPattern interleaved(int n) {
    return sandwich(n, 0);
  }

  /**
   * {@code k} attention sublayers below, {@code k} feed-forward sublayers on top, and n - k pairs
   * between them.
   *
   * @param n how many there are of each
   * @param k the sandwich coefficient, in [0, n]; n - 1 and n give one order
   */
  public static SublayerPattern sandwich(int n, int k) {
    requireCount("n", n, MAX_SUBLAYERS / 2);
    if (k < 0 || k > n) {
      throw new IllegalArgumentException("k must be in [0, n = " + n + "], not " + k);
    }
    return new SublayerPattern("s".repeat(k) + "sf".repeat(n - k) + "f".repeat(k));
  }

  /** One of the orders with {@code n} of each, all of which are equally likely. */
  public static SublayerPattern balanced(int n, long seed) {
    requireCount("n", n, MAX_SUBLAYERS / 2);
    StringBuilder letters = new StringBuilder();
    int attention = n;
    for (int left = 2 * n; left > 0; left--) {
      boolean isAttention = draw(seed, left) * left < attention;
      letters.append(isAttention ? 's' : 'f');
      attention -= isAttention ? 1 : 0;
    }
    return new SublayerPattern(letters.toString());
  }

  /**
   * Sublayers of about {@code units} times the weights of an attention sublayer: s or f, equally
   * likely, until all is spent; f costs two units, so that for the last one only s is left.
   */
  public static SublayerPattern budget(int units, long seed) {
    requireCount("units", units, MAX_SUBLAYERS);
    StringBuilder letters = new StringBuilder();
    int left = units;
    while (left > 0) {
      boolean isAttention = left < FEED_FORWARD_UNITS || draw(seed, letters.length()) < 0.5;
      letters.append(isAttention ? 's' : 'f');
      left -= isAttention ? 1 : FEED_FORWARD_UNITS;
    }
    return new SublayerPattern(letters.toString());
  }

  /** Sublayers of both kinds. */
  public int size() {
    return letters.length();
  }

  public boolean isAttention(int sublayer) {
    return letters.charAt(sublayer) == 's';
  }

  public int countAttention() {
    return (int) letters.chars().filter(letter -> letter == 's').count();
  }

  public int countFeedForward() {
    return size() - countAttention();
  }

  /** What {@link #budget} was given. */
  public int countUnits() {
    return countAttention() + FEED_FORWARD_UNITS * countFeedForward();
  }

  /** The letters, which {@link #parse} reads back. */
  @Override
  public String toString() {
    return letters;
  }

  /** In [0, 1), the same for ever: a seed in a paper or a run must keep its order. */
  private static double draw(long seed, long counter) {
    return (Mix.draw(Mix.of(seed), counter) >>> 11) * 0x1p-53;
  }

  private static void requireCount(String name, int count, int most) {
    if (count < 1 || count > most) {
      throw new IllegalArgumentException(name + " must be in [1, " + most + "], not " + count);
    }
  }
}
