package io.noisette.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Range checks for the numbers of settings records; their messages name key, bound and value. */
public final class Bounds {

  /** So many threads on few processors make a step last for minutes. */
  private static final int MOST_THREADS = 256;

  /** Each lane has gradients of its own. */
  private static final int MOST_LANES = 64;

  private Bounds() {}

  /** Throws an {@link IllegalArgumentException} unless an integer is at least {@code least}. */
  public static void requireAtLeast(String key, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(key + " must be at least " + least + ", not " + value);
    }
  }

  /**
   * Throws an {@link IllegalArgumentException} unless the hidden size is divisible by the number of
   * attention heads.
   *
   * @param width hidden size of the model
   */
  public static void requireHeads(int heads, int width) {
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "--heads %d must divide --d-model = %d", heads, width));
    }
  }

  /** Throws an {@link IllegalArgumentException} unless a number is finite and not negative. */
  public static void requireNotNegative(String key, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          key + " must be a finite number of at least 0, not " + value);
    }
  }

  /** Throws an {@link IllegalArgumentException} unless a number is finite and greater than 0. */
  public static void requirePositive(String key, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          key + " must be a finite number greater than 0, not " + value);
    }
  }

  /**
   * Throws an {@link IllegalArgumentException} unless a number of threads is from 0, which stands
   * for one per processor, to 256, or to the number of processors where there are more.
   */
  public static void requireThreads(int threads) {
    requireBetween(
        "threads", threads, 0, Math.max(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
  }

  /**
   * Throws an {@link IllegalArgumentException} unless a number of lanes is from 0, which leaves the
   * choice to the program, to 64.
   */
  public static void requireLanes(int lanes) {
    requireBetween("lanes", lanes, 0, MOST_LANES);
  }

  /** Throws an {@link IllegalArgumentException} unless an integer is in a range. */
  public static void requireBetween(String key, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s must be from %d to %d, not %d", key, least, most, value));
    }
  }

  /** Throws an {@link IllegalArgumentException} unless there are random seeds, all different. */
  public static void requireSeeds(List<Long> seeds) {
    if (seeds.isEmpty() || new HashSet<>(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException("seeds must be at least one, and differ, not " + seeds);
    }
  }

  /** Throws an {@link IllegalArgumentException} unless a number is in [0, 1). */
  public static void requireShare(String key, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(key + " must be in [0, 1), not " + value);
    }
  }
}
