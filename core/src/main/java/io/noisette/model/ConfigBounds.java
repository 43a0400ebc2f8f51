package io.noisette.model;

import java.util.Locale;

/**
 * Checks of the numbers in model configs. Their limits keep a damaged file from asking for more
 * memory or more parameter names than any model has.
 */
public final class ConfigBounds {

  /** A larger dimension than any model has: products of a few of them fit into 64 bits. */
  private static final int MAX_SIZE = 1 << 28;

  /** More layers than any model has. */
  private static final int MAX_LAYERS = 1000;

  private ConfigBounds() {}

  /** Throws an {@link IllegalArgumentException} unless a dimension is at least 1, and plausible. */
  public static void requireSize(String key, int size) {
    requireBetween(key, size, MAX_SIZE);
  }

  /** Throws an {@link IllegalArgumentException} unless a stack has at least one layer. */
  public static void requireLayers(String key, int layers) {
    requireBetween(key, layers, MAX_LAYERS);
  }

  /**
   * Throws an {@link IllegalArgumentException} unless the hidden size is divisible by the number of
   * attention heads.
   *
   * @param widthKey key of the hidden size, such as {@code d_model}
   */
  public static void requireHeads(String key, int heads, String widthKey, int width) {
    requireSize(key, heads);
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must divide %s = %d; %d does not", key, widthKey, width, heads));
    }
  }

  /** Throws an {@link IllegalArgumentException} unless an id is that of a token of a vocabulary. */
  public static void requireId(String key, int id, int vocabSize) {
    if (id < 0 || id >= vocabSize) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s must be in [0, vocab_size = %d), not %d", key, vocabSize, id));
    }
  }

  private static void requireBetween(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be in [1, %d], not %d", key, most, value));
    }
  }
}
