package io.noisette.noising;

import java.util.random.RandomGenerator;

/**
 * Random numbers as a hash of a key and a counter: SplitMix64 (Steele, Lea, Flood 2014), started
 * where the mixed parts of the key say.
 */
final class CounterRandom implements RandomGenerator {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private long state;

  private CounterRandom(long state) {
    this.state = state;
  }

  /** Keys that differ in one part never start at the same place. */
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

  /** Own code, because the JDK leaves its algorithm open: noise must not change with the JDK. */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive, not " + bound);
    }
    return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
  }

  /** As {@link #nextInt}: 53 bits in [0, 1). */
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
