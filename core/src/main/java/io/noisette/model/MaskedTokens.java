package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Packed sequences with an attention mask each.
 *
 * @param packed the sequences
 * @param masks one per sequence
 */
public record MaskedTokens(PackedTokens packed, List<AttentionMask> masks) {

  /** Added to the attention scores of pairs that do not see each other: exp of it is 0. */
  private static final float UNSEEN = -1e9f;

  public MaskedTokens {
    masks = List.copyOf(masks);
    if (masks.size() != packed.getSequenceCount()) {
      throw new IllegalArgumentException(
          "masks must have one mask per sequence, "
              + packed.getSequenceCount()
              + ", not "
              + masks.size());
    }
  }

  /** Returns sequences that all have the same attention mask. */
  public static MaskedTokens of(PackedTokens packed, AttentionMask mask) {
    return new MaskedTokens(packed, Collections.nCopies(packed.getSequenceCount(), mask));
  }

  /** Returns whether all sequences have the given attention mask itself. */
  public boolean areAll(AttentionMask mask) {
    return masks.stream().allMatch(own -> own == mask);
  }

  /** Returns the sequences with index in [{@code from}, {@code to}). */
  public MaskedTokens slice(int from, int to) {
    return new MaskedTokens(packed.slice(from, to), masks.subList(from, to));
  }

  /**
   * Returns the same sequences with one more at the end, which sees nothing but itself.
   *
   * @param filled from {@link PackedTokens#filled}
   */
  public MaskedTokens withFill(PackedTokens filled) {
    List<AttentionMask> more = new ArrayList<>(masks);
    more.add(areAll(AttentionMask.CAUSAL) ? AttentionMask.CAUSAL : AttentionMask.FULL);
    return new MaskedTokens(filled, more);
  }

  /**
   * Returns what is added to the attention scores: 0 where a token sees another, -1e9 where not;
   * (1, n), where n is the sum of the squared lengths of the sequences.
   */
  public NDArray toBias(NDManager manager) {
    float[] bias = new float[Math.toIntExact(packed.countPairs(packed))];
    long[] lengths = packed.getLengths();
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      int length = Math.toIntExact(lengths[i]);
      fill(bias, at, i, length, length);
      at += length * length;
    }
    return manager.create(bias, new Shape(1, bias.length));
  }

  /**
   * Writes the bias of a sequence, (width, width) in row-major order, into an array.
   *
   * @param at index of the first element
   * @param width at least the length of the sequence; no token sees what is beyond it
   */
  public void fill(float[] bias, int at, int sequence, int length, int width) {
    AttentionMask mask = masks.get(sequence);
    for (int query = 0; query < width; query++) {
      for (int key = 0; key < width; key++) {
        boolean sees = key < length && (query >= length || mask.sees(query, key));
        bias[at + query * width + key] = sees ? 0 : UNSEEN;
      }
    }
  }
}
