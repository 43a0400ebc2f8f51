package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Token sequences end to end without padding: the (tokens) ids and the length of each sequence.
 * Positions are 0, 1, 2, … within each sequence unless they are given.
 */
public final class PackedTokens {

  private final long[] ids;
  private final long[] lengths;
  private final long @Nullable [] positions;
  private final int fill;

  private PackedTokens(long[] ids, long[] lengths, long @Nullable [] positions) {
    this(ids, lengths, positions, 0);
  }

  /**
   * Creates packed tokens without copying the arrays.
   *
   * @param ids of all sequences, end to end
   * @param lengths number of tokens per sequence, at least 1
   * @param positions one per token, or null to count from 0 in each sequence
   * @param fill number of tokens at the end that {@link #filled} has added
   */
  private PackedTokens(long[] ids, long[] lengths, long @Nullable [] positions, int fill) {
    this.ids = ids;
    this.lengths = lengths;
    this.positions = positions;
    this.fill = fill;
  }

  /** Packs sequences of at least one token each, special tokens included. */
  public static PackedTokens of(List<int[]> sequences) {
    long[] lengths = sequences.stream().mapToLong(sequence -> sequence.length).toArray();
    if (Arrays.stream(lengths).anyMatch(length -> length == 0)) {
      throw new IllegalArgumentException(
          "each of the sequences must have at least one token, but the caller passed an empty one");
    }
    return new PackedTokens(join(sequences), lengths, null);
  }

  /**
   * Packs sequences with explicit positions.
   *
   * @param positions one per token, not negative
   */
  public static PackedTokens of(List<int[]> sequences, List<int[]> positions) {
    PackedTokens tokens = of(sequences);
    long[] lengths = positions.stream().mapToLong(sequence -> sequence.length).toArray();
    if (!Arrays.equals(lengths, tokens.lengths)) {
      throw new IllegalArgumentException(
          "positions must have the lengths of the sequences, %s, not %s"
              .formatted(Arrays.toString(tokens.lengths), Arrays.toString(lengths)));
    }
    return new PackedTokens(tokens.ids, lengths, join(positions));
  }

  private static long[] join(List<int[]> sequences) {
    return sequences.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
  }

  /** Returns the total number of tokens. */
  public int getSize() {
    return ids.length;
  }

  /** Returns the number of tokens without those that {@link #filled} has added at the end. */
  public int countGiven() {
    return ids.length - fill;
  }

  /** Returns the number of sequences. */
  public int getSequenceCount() {
    return lengths.length;
  }

  /** Returns the number of tokens per sequence. */
  public long[] getLengths() {
    return lengths.clone();
  }

  /** Returns the token id at an index into all sequences end to end. */
  public long getId(int token) {
    return ids[token];
  }

  /** Returns the length of the longest sequence, in tokens. */
  public int getLongest() {
    long longest = 0;
    for (long length : lengths) {
      longest = Math.max(longest, length);
    }
    return Math.toIntExact(longest);
  }

  /**
   * Checks that every token's position has a row in a position embedding matrix.
   *
   * @throws IllegalArgumentException if a position is {@code maxPositions} or more
   */
  public void requirePositionsBelow(int maxPositions) {
    if (positions == null && getLongest() > maxPositions) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a sequence has %d tokens, but the model has only %d positions"
                  + " (max_position_embeddings)",
              getLongest(),
              maxPositions));
    }
    if (positions != null && Arrays.stream(positions).anyMatch(p -> p < 0 || p >= maxPositions)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "positions range from %d to %d, but the model has only %d (max_position_embeddings)",
              Arrays.stream(positions).min().orElseThrow(),
              Arrays.stream(positions).max().orElseThrow(),
              maxPositions));
    }
  }

  /**
   * Returns the number of attention weights per head if each of these sequences attends to its
   * counterpart in {@code other}: the sum of the products of their lengths.
   */
  public long countPairs(PackedTokens other) {
    long pairs = 0;
    for (int i = 0; i < lengths.length; i++) {
      pairs += lengths[i] * other.lengths[i];
    }
    return pairs;
  }

  /**
   * Returns a copy in which each sequence is shifted right by one: {@code start} comes first, the
   * last token is dropped. Positions stay.
   */
  public PackedTokens shiftedRight(int start) {
    long[] shifted = new long[ids.length];
    System.arraycopy(ids, 0, shifted, 1, ids.length - 1);
    int first = 0;
    for (long length : lengths) {
      shifted[first] = start;
      first += (int) length;
    }
    return new PackedTokens(shifted, lengths, positions, fill);
  }

  /**
   * Returns a copy with one more sequence, which repeats {@code id} until the total number of
   * tokens is a multiple of {@code unit}; it has {@code unit} tokens if that is so already.
   */
  public PackedTokens filled(int unit, int id) {
    int added = unit - ids.length % unit;
    long[] more = Arrays.copyOf(ids, ids.length + added);
    Arrays.fill(more, ids.length, more.length, id);
    long[] moreLengths = Arrays.copyOf(lengths, lengths.length + 1);
    moreLengths[lengths.length] = added;
    return new PackedTokens(more, moreLengths, fillPositions(added), added);
  }

  private long @Nullable [] fillPositions(int added) {
    return positions == null
        ? null
        : LongStream.concat(Arrays.stream(positions), LongStream.range(0, added)).toArray();
  }

  /** Returns the sequences with index in [{@code from}, {@code to}). */
  public PackedTokens slice(int from, int to) {
    int start = Math.toIntExact(Arrays.stream(lengths, 0, from).sum());
    int end = start + Math.toIntExact(Arrays.stream(lengths, from, to).sum());
    return new PackedTokens(
        Arrays.copyOfRange(ids, start, end),
        Arrays.copyOfRange(lengths, from, to),
        positions == null ? null : Arrays.copyOfRange(positions, start, end));
  }

  /** Returns the index of the first token of each sequence. */
  public long[] findFirstTokens() {
    long[] firsts = new long[lengths.length];
    for (int i = 1; i < lengths.length; i++) {
      firsts[i] = firsts[i - 1] + lengths[i - 1];
    }
    return firsts;
  }

  /**
   * Returns the index of the last occurrence of a token in each sequence.
   *
   * @throws IllegalArgumentException if a sequence does not contain it
   */
  public long[] findLastTokens(int id) {
    long[] lasts = new long[lengths.length];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      lasts[i] = -1;
      for (long end = at + lengths[i]; at < end; at++) {
        lasts[i] = ids[at] == id ? at : lasts[i];
      }
      if (lasts[i] < 0) {
        throw new IllegalArgumentException(
            "the sequence with index " + i + " must contain the token id " + id + ", but does not");
      }
    }
    return lasts;
  }

  /** Returns the indices of all ids that are not negative: the labels that count in a loss. */
  public long[] findCounted() {
    return LongStream.range(0, ids.length).filter(i -> ids[(int) i] >= 0).toArray();
  }

  /** Returns a copy of all ids, end to end. */
  public long[] toArray() {
    return ids.clone();
  }

  /** Returns a copy of the ids of each sequence. */
  public List<int[]> toSequences() {
    List<int[]> sequences = new ArrayList<>();
    int at = 0;
    for (long length : lengths) {
      int end = at + Math.toIntExact(length);
      sequences.add(Arrays.stream(ids, at, end).mapToInt(Math::toIntExact).toArray());
      at = end;
    }
    return sequences;
  }

  /** Returns all ids as an int64 vector, (tokens). */
  public NDArray toIds(NDManager manager) {
    return manager.create(ids);
  }

  /**
   * Returns the row of the position embedding matrix for each token: the token's position plus
   * {@code offset}.
   */
  public NDArray toPositions(NDManager manager, int offset) {
    long[] rows = new long[ids.length];
    int at = 0;
    for (long length : lengths) {
      for (long i = 0; i < length; i++, at++) {
        rows[at] = offset + (positions == null ? i : positions[at]);
      }
    }
    return manager.create(rows);
  }

  /** Returns the lengths as an int64 vector, (sequences). */
  public NDArray toLengths(NDManager manager) {
    return manager.create(lengths);
  }
}
