package io.noisette.noising.builtin;

import java.util.random.RandomGenerator;

/** Sampling of a share of tokens without replacement. */
final class Sampling {

  private Sampling() {}

  /**
   * Returns {@code ratio * count} rounded up, robust to floating-point error: 0.28 of 25 is 7,
   * although {@code 0.28 * 25 > 7}.
   */
  static int share(double ratio, int count) {
    return (int) Math.ceil(ratio * count - 1e-9);
  }

  /**
   * Draws a subset of {@code size} out of {@code count} indices, all subsets equally likely
   * (Floyd's method).
   *
   * @return true at the drawn indices
   */
  static boolean[] subset(int size, int count, RandomGenerator random) {
    boolean[] chosen = new boolean[count];
    for (int last = count - size; last < count; last++) {
      int drawn = random.nextInt(last + 1);
      chosen[chosen[drawn] ? last : drawn] = true;
    }
    return chosen;
  }
}
