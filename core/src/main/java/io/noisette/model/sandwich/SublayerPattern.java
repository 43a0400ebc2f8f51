package io.noisette.model.sandwich;

import io.noisette.random.Mix;
import java.util.regex.Pattern;

/**
 * Ordering of a language model's sublayers, from bottom to top: s is self-attention, f is
 * feed-forward (docs/papers.md 2.1).
 *
 * @param letters such as {@code ssfsff}
 */
public record SublayerPattern(String letters) {

  /**
   * Maximum number of sublayers, far above that of real models: a typing error in an ordering is
   * rejected instead of filling the memory.
   */
  public static final int MAX_SUBLAYERS = 1000;

  /**
   * Cost of a feed-forward sublayer in units of an attention sublayer: 8 d² weights against 4 d².
   */
  private static final int FEED_FORWARD_UNITS = 2;

  private static final Pattern LETTERS = Pattern.compile("[sf]{1," + MAX_SUBLAYERS + "}");

  public SublayerPattern {
    if (!LETTERS.matcher(letters).matches()) {
      throw new IllegalArgumentException(
          "an ordering must be 1 to "
              + MAX_SUBLAYERS
              + " letters s (self-attention) and f (feed-forward), not '"
              + letters
              + "'");
    }
  }

  /**
   * Parses an ordering as typed by a user: letters, with '.' for an empty place, or one of {@code
   * sandwich(16,6)}, {@code interleaved(16)}, {@code balanced(16,seed=3)} and {@code
   * budget(48,seed=3)}.
   *
   * @throws IllegalArgumentException if it is invalid; the message names the column and the choices
   */
  public static SublayerPattern parse(String text) {
    return new SublayerPatternParser(text).parse();
  }

  /** Returns the standard ordering s, f, s, f, … with {@code n} sublayers of each kind. */
  public static SublayerPattern interleaved(int n) {
    return sandwich(n, 0);
  }

  /**
   * Returns a sandwich ordering: {@code k} attention sublayers at the bottom, {@code k}
   * feed-forward sublayers on top, and n - k interleaved pairs between them.
   *
   * @param n number of sublayers of each kind
   * @param k sandwich coefficient, in [0, n]; n - 1 and n give the same ordering
   */
  public static SublayerPattern sandwich(int n, int k) {
    requireCount("n", n, MAX_SUBLAYERS / 2);
    if (k < 0 || k > n) {
      throw new IllegalArgumentException(
          "the sandwich coefficient k must be in [0, n = " + n + "], not " + k);
    }
    return new SublayerPattern("s".repeat(k) + "sf".repeat(n - k) + "f".repeat(k));
  }

  /** Draws an ordering with {@code n} sublayers of each kind, uniformly from all of them. */
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
   * Draws an ordering with a parameter budget: s or f with equal probability until the weights of
   * {@code units} attention sublayers are spent. f costs two units, so a last single unit becomes
   * s.
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

  /** Returns the number of sublayers of both kinds. */
  public int size() {
    return letters.length();
  }

  /** Returns whether a sublayer, counted from 0 at the bottom, is self-attention. */
  public boolean isAttention(int sublayer) {
    return letters.charAt(sublayer) == 's';
  }

  /** Returns the number of self-attention sublayers. */
  public int countAttention() {
    return (int) letters.chars().filter(letter -> letter == 's').count();
  }

  /** Returns the number of feed-forward sublayers. */
  public int countFeedForward() {
    return size() - countAttention();
  }

  /**
   * Returns the number of parameters of this ordering, measured in attention sublayers as {@link
   * #budget} does.
   */
  public int countUnits() {
    return countAttention() + FEED_FORWARD_UNITS * countFeedForward();
  }

  /**
   * Returns the ordering as letters s (self-attention) and f (feed-forward), which {@link #parse}
   * can read.
   */
  @Override
  public String toString() {
    return letters;
  }

  /**
   * Draws a number in [0, 1). The algorithm must never change, because an ordering is identified by
   * its seed in papers and runs.
   */
  private static double draw(long seed, long counter) {
    return (Mix.draw(Mix.of(seed), counter) >>> 11) * 0x1p-53;
  }

  private static void requireCount(String name, int count, int most) {
    if (count < 1 || count > most) {
      throw new IllegalArgumentException(name + " must be in [1, " + most + "], not " + count);
    }
  }
}
