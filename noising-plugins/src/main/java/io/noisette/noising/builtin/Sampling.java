package io.noisette.noising.builtin;

import java.util.random.RandomGenerator;

/** How many tokens, and which. */
final class Sampling {

  private Sampling() {}

  /**
   * {@code ratio} of {@code count}, rounded up; 0.28 of 25 is 7, although {@code 0.28 * 25 > 7}.
   */
  static int share(double ratio, int count) {
    return (int) Math.ceil(ratio * count - 1e-9);
  }

  /** Marks a random subset of the given size: every subset is equally likely (Floyd's method). */
  static boolean[] subset(int size, int count, RandomGenerator random) {
    boolean[] chosen = new boolean[count];
    for (int last = count - size; last < count; last++) {
      int drawn = random.nextInt(last + 1);
      chosen[chosen[drawn] ? last : drawn] = true;
    }
    return chosen;
  }
}
