package io.noisette.corpus;

import io.noisette.random.Mix;
import java.util.Locale;

/**
 * Shuffled order of the sequences of an epoch, as a pure function of seed and epoch. Any position
 * can be computed directly, so a resumed run need not skip through earlier positions. Thread-safe.
 *
 * <p>A Feistel network (Luby and Rackoff 1988) permutes the numbers below the smallest power of
 * four that is not less than {@code size}; cycle walking (Black and Rogaway 2002) restricts the
 * permutation to {@code [0, size)}. No table is stored.
 */
public final class SequenceOrder {

  private static final int ROUNDS = 8;

  private final long size;
  private final int halfBits;
  private final long[] keys = new long[ROUNDS];

  private SequenceOrder(long size, long seed, long epoch) {
    this.size = size;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(size - 1, 1));
    halfBits = (bits + 1) / 2;
    for (int round = 0; round < ROUNDS; round++) {
      keys[round] = Mix.of(seed, epoch, round);
    }
  }

  /**
   * Creates the shuffled order of one epoch.
   *
   * @param size number of sequences, from 1 to 2^62
   * @param seed random seed of the run
   * @param epoch number of the epoch, from 0
   */
  public static SequenceOrder of(long size, long seed, long epoch) {
    if (size < 1 || size > 1L << 62) {
      throw new IllegalArgumentException(
          "size, the number of sequences, must be in [1, 2^62], not " + size);
    }
    return new SequenceOrder(size, seed, epoch);
  }

  /**
   * Returns the index of the sequence at a position of the epoch; both are in {@code [0, size)}.
   */
  public long at(long position) {
    if (position < 0 || position >= size) {
      throw new IndexOutOfBoundsException(
          String.format(Locale.ROOT, "position must be in [0, %,d), not %,d", size, position));
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
