package io.noisette.random;

/**
 * Turns a seed and what it is for, such as (step, micro-batch), into an independent 64-bit seed.
 *
 * <p>Each part goes through the finalizer of SplitMix64 (Steele, Lea, Flood 2014), whose avalanche
 * keeps neighbouring steps apart.
 */
public final class Mix {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Mix() {}

  public static long of(long seed, long... parts) {
    long state = scramble(seed + GOLDEN_GAMMA);
    for (long part : parts) {
      state = scramble((state ^ part) + GOLDEN_GAMMA);
    }
    return state;
  }

  /** The {@code counter}th 64 random bits of a stream. */
  public static long draw(long seed, long counter) {
    return scramble(seed + counter * GOLDEN_GAMMA);
  }

  /** A bijection of 64 bits in which every input bit moves about half of the output bits. */
  private static long scramble(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
