package io.noisette.model.training;

import io.noisette.model.PackedTokens;
import java.util.Arrays;

/**
 * Rounds numbers of tokens up, so that a run's tensors have few distinct sizes: oneDNN, which
 * computes matrix products in bf16, compiles and caches code for each, which would cost half a
 * millisecond per product if the number were new in every step.
 */
public final class FewSizes {

  private static final int SMALLEST_UNIT = 16;

  /** Distinct sizes between a power of two and the next. */
  private static final int SIZES = 16;

  private FewSizes() {}

  /** Returns whether the number of tokens is one of the few already. */
  public static boolean fits(PackedTokens tokens) {
    return tokens.getSize() % unitOf(tokens) == 0;
  }

  /**
   * Returns tokens with one more sequence, of padding, that makes their number one of the few, or,
   * where that would need more positions than there are, a multiple of {@code positions}. It stands
   * last, and has no part in the loss: all gradients of its hidden states are 0.
   *
   * @param pad id of the padding token
   * @param positions greatest length of a sequence
   */
  public static PackedTokens fill(PackedTokens tokens, int pad, int positions) {
    return tokens.filled(Math.min(unitOf(tokens), positions), pad);
  }

  /** Returns indices with repetitions of the last one that make their number one of the few. */
  static long[] fill(long[] rows) {
    int unit = unitOf(rows.length);
    long[] filled = Arrays.copyOf(rows, (rows.length + unit - 1) / unit * unit);
    Arrays.fill(filled, rows.length, filled.length, rows[rows.length - 1]);
    return filled;
  }

  private static int unitOf(PackedTokens tokens) {
    return unitOf(tokens.getSize());
  }

  private static int unitOf(int size) {
    return Math.max(SMALLEST_UNIT, Integer.highestOneBit(size) / SIZES);
  }
}
