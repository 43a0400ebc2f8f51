package io.noisette.settings;

import java.util.Locale;

/** What the numbers of settings records may be; the messages name key, bound and value. */
public final class Bounds {

  private Bounds() {}

  /**
   * Refuses integers below a bound.
   *
   * @throws IllegalArgumentException if {@code value} is one
   */
  public static void requireAtLeast(String key, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", not " + value);
    }
  }

  /**
   * Refuses a number of heads that a width cannot be divided by.
   *
   * @param width of the hidden states
   * @throws IllegalArgumentException that names both as options
   */
  public static void requireHeads(int heads, int width) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "--heads %d must divide --d-model = %d", heads, width));
    }
  }

  /**
   * Refuses negative, infinite and no numbers.
   *
   * @throws IllegalArgumentException if {@code value} is one
   */
  public static void requireNotNegative(String key, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(key + " must be a number from 0 on, not " + value);
    }
  }

  /**
   * Refuses what is no share of a whole: numbers outside of [0, 1).
   *
   * @throws IllegalArgumentException if {@code value} is one
   */
  public static void requireShare(String key, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(key + " must be in [0, 1), not " + value);
    }
  }
}
