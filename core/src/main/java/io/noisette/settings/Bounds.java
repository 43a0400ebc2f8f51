package io.noisette.settings;

import java.util.Locale;

/** Range checks for the numbers of settings records; their messages name key, bound and value. */
public final class Bounds {

  private Bounds() {}

  /**
   * Checks that an integer is at least {@code least}.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static void requireAtLeast(String key, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", not " + value);
    }
  }

  /**
   * Checks that the hidden size can be divided by the number of attention heads.
   *
   * @param width hidden size of the model
   * @throws IllegalArgumentException that names both options, if it cannot
   */
  public static void requireHeads(int heads, int width) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "--heads %d must divide --d-model = %d", heads, width));
    }
  }

  /**
   * Checks that a number is finite and not negative.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static void requireNotNegative(String key, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          key + " must be a finite number of at least 0, not " + value);
    }
  }

  /**
   * Checks that a fraction is in [0, 1).
   *
   * @throws IllegalArgumentException if it is not
   */
  public static void requireShare(String key, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(key + " must be in [0, 1), not " + value);
    }
  }
}
