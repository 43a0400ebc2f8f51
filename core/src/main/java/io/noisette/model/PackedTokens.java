package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

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

  /**
   * Checks that a model has a position for every token.
   *
   * @throws IllegalArgumentException if not
   */
  void requireLongestAtMost(int positions) {
    if (getLongest() > positions) {
      throw new IllegalArgumentException(
          "a sequence of %d tokens, but max_position_embeddings is %d"
              .formatted(getLongest(), positions));
    }
  }

  /** The sum over all sequences of tokens here times tokens there: weights of an attention head. */
  long countPairs(PackedTokens other) {
    long pairs = 0;
    for (int i = 0; i < lengths.length; i++) {
      pairs += lengths[i] * other.lengths[i];
    }
    return pairs;
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

  /** The sequences from {@code from} on, before {@code to}. */
  PackedTokens slice(int from, int to) {
    int start = Math.toIntExact(Arrays.stream(lengths, 0, from).sum());
    int end = start + Math.toIntExact(Arrays.stream(lengths, from, to).sum());
    return new PackedTokens(
        Arrays.copyOfRange(ids, start, end), Arrays.copyOfRange(lengths, from, to));
  }

  /** The place of the first token of each sequence. */
  long[] firstTokens() {
    long[] firsts = new long[lengths.length];
    for (int i = 1; i < lengths.length; i++) {
      firsts[i] = firsts[i - 1] + lengths[i - 1];
    }
    return firsts;
  }

  /**
   * The place of the last of these ids in each sequence.
   *
   * @throws IllegalArgumentException if a sequence has none
   */
  long[] lastTokens(int id) {
    long[] lasts = new long[lengths.length];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      lasts[i] = -1;
      for (long end = at + lengths[i]; at < end; at++) {
        lasts[i] = ids[at] == id ? at : lasts[i];
      }
      if (lasts[i] < 0) {
        throw new IllegalArgumentException("sequence " + i + " has no token " + id);
      }
    }
    return lasts;
  }

  /** The places of the ids that are not negative. */
  long[] counted() {
    return LongStream.range(0, ids.length).filter(i -> ids[(int) i] >= 0).toArray();
  }

  long[] toArray() {
    return ids.clone();
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
