package io.noisette.noising;

import java.util.random.RandomGenerator;

/**
 * Counter-based random number generator: SplitMix64 (Steele, Lea, Flood 2014), with a state hashed
 * from a key.
 */
final class CounterRandom implements RandomGenerator {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  private CounterRandom(long state) {
    this.state = state;
  }

  /** Returns a generator for a key; keys that differ in one part have different initial states. */
  static CounterRandom of(long... key) {
    long hash = 0;
    for (long part : key) {
      hash = mix((hash + GOLDEN) ^ mix(part));
    }
    return new CounterRandom(hash);
  }

  @Override
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /**
   * Draws an integer in [0, bound). Implemented here because the JDK does not specify its
   * algorithm, and noise must not change with the JDK.
   */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, not " + bound);
    }
    return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
  }

  /**
   * Draws a number in [0, 1) with 53 random bits. Implemented here for the same reason as {@link
   * #nextInt}.
   */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  private static long mix(long value) {
    long z = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
