package io.noisette.random;

/**
 * Derivation of independent 64-bit random seeds from a base seed and numbers that say what the seed
 * is for, such as (step, micro-batch).
 *
 * <p>Each part passes through the finalizer of SplitMix64 (Steele, Lea, Flood 2014), whose
 * avalanche effect gives neighbouring steps unrelated seeds.
 */
public final class Mix {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /** Derives a seed from a base seed and numbers that say what the new seed is for. */
  public static long of(long seed, long... parts) {
    long state = scramble(seed + GOLDEN_GAMMA);
    for (long part : parts) {
      state = scramble((state ^ part) + GOLDEN_GAMMA);
    }
    return state;
  }

  /**
   * Returns element {@code counter} of a seed's stream of 64-bit random numbers; elements can be
   * drawn in any order.
   */
  public static long draw(long seed, long counter) {
    return scramble(seed + counter * GOLDEN_GAMMA);
  }

  /** Maps 64 bits one to one, such that every input bit changes about half of the output bits. */
  private static long scramble(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
