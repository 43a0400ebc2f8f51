package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;

/** Token sequences end to end, without pads: (tokens) ids and the length of each sequence. */
public final class PackedTokens {

  private final long[] ids;
  private final long[] lengths;

  /** Keeps its arguments: ids of all sequences, and the tokens of each, at least 1. */
  private PackedTokens(long[] ids, long[] lengths) {
    this.ids = ids;
    this.lengths = lengths;
  }

  /** Packs sequences of at least one token each, special tokens included. */
  public static PackedTokens of(List<int[]> sequences) {
    long[] lengths = sequences.stream().mapToLong(sequence -> sequence.length).toArray();
    if (Arrays.stream(lengths).anyMatch(length -> length == 0)) {
      throw new IllegalArgumentException("a packed sequence has at least one token");
    }
    long[] ids = sequences.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
    return new PackedTokens(ids, lengths);
  }

  /** Tokens of all sequences together. */
  public int getSize() {
    return ids.length;
  }

  public int getSequenceCount() {
    return lengths.length;
  }

  /** Tokens of each sequence. */
  public long[] getLengths() {
    return lengths.clone();
  }

  public long getId(int token) {
    return ids[token];
  }

  /** The longest sequence, in tokens. */
  public int getLongest() {
    long longest = 0;
    for (long length : lengths) {
      longest = Math.max(longest, length);
    }
    return Math.toIntExact(longest);
  }

  /** Each sequence shifted right by one place: {@code start} moves in, the last token drops out. */
  public PackedTokens shiftedRight(int start) {
    long[] shifted = new long[ids.length];
    System.arraycopy(ids, 0, shifted, 1, ids.length - 1);
    int first = 0;
    for (long length : lengths) {
      shifted[first] = start;
      first += (int) length;
    }
    return new PackedTokens(shifted, lengths);
  }

  /**
   * With one more sequence, of {@code id} alone, that makes the size a multiple of {@code unit}.
   */
  PackedTokens filled(int unit, int id) {
    int fill = unit - ids.length % unit;
    long[] more = Arrays.copyOf(ids, ids.length + fill);
    Arrays.fill(more, ids.length, more.length, id);
    long[] moreLengths = Arrays.copyOf(lengths, lengths.length + 1);
    moreLengths[lengths.length] = fill;
    return new PackedTokens(more, moreLengths);
  }

  NDArray toIds(NDManager manager) {
    return manager.create(ids);
  }

  /** Rows of a position table: 0, 1, 2, … within each sequence, plus {@code offset}. */
  NDArray toPositions(NDManager manager, int offset) {
    long[] positions = new long[ids.length];
    int at = 0;
    for (long length : lengths) {
      for (long i = 0; i < length; i++) {
        positions[at++] = offset + i;
      }
    }
    return manager.create(positions);
  }

  NDArray toLengths(NDManager manager) {
    return manager.create(lengths);
  }
}
