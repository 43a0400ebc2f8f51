package io.noisette.corpus;

import io.noisette.random.Mix;
import java.util.Locale;

/**
 * A pseudo-random order of all samples, as a pure function of seed and epoch: any position can be
 * asked for, so that a resumed run goes on without skipping through. Thread-safe.
 *
 * <p>A Feistel network (Luby and Rackoff 1988) permutes the smallest square of a power of two that
 * holds the size; walking its cycles (Black and Rogaway 2002) keeps to the size. No table is kept.
 */
public final class SampleOrder {

  private static final int ROUNDS = 8;

  private final long size;
  private final int halfBits;
  private final long[] keys = new long[ROUNDS];

  private SampleOrder(long size, long seed, long epoch) {
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(size - 1, 1));
    halfBits = (bits + 1) / 2;
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = Mix.of(seed, epoch, round);
    }
  }

  /**
   * Makes the order of an epoch.
   *
   * @param size number of samples, from 1 to 2^62
   */
  public static SampleOrder of(long size, long seed, long epoch) {
    if (size < 1 || size > 1L << 62) {
      throw new IllegalArgumentException("size must be in [1, 2^62], not " + size);
    }
    return new SampleOrder(size, seed, epoch);
  }

  /** The sample at a position of the epoch; both are in {@code [0, size)}. */
  public long at(long position) {
    if (position < 0 || position >= size) {
      throw new IndexOutOfBoundsException(
          String.format(Locale.ROOT, "position %,d of %,d", position, size));
    }
    long value = position;
    do {
      value = permute(value);
    } while (value >= size);
    return value;
  }

  private long permute(long value) {
    long mask = (1L << halfBits) - 1;
    long left = value >>> halfBits;
    long right = value & mask;
    for (long key : keys) {
      long next = left ^ (Mix.draw(key, right) & mask);
      left = right;
      right = next;
    }
    return left << halfBits | right;
  }
}
