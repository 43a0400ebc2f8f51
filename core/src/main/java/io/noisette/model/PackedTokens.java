package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Token sequences end to end, without pads: (tokens) ids and the length of each sequence. Positions
 * are 0, 1, 2, … within each sequence unless they are given.
 */
public final class PackedTokens {

  private final long[] ids;
  private final long[] lengths;
  private final long @Nullable [] positions;

  /**
   * Keeps its arguments.
   *
   * @param ids of all sequences
   * @param lengths tokens of each, at least 1
   * @param positions of the tokens, or null where they count from 0 in each sequence
   */
  private PackedTokens(long[] ids, long[] lengths, long @Nullable [] positions) {
    this.ids = ids;
    this.lengths = lengths;
    this.positions = positions;
  }

  /** Packs sequences of at least one token each, special tokens included. */
  public static PackedTokens of(List<int[]> sequences) {
    long[] lengths = sequences.stream().mapToLong(sequence -> sequence.length).toArray();
    if (Arrays.stream(lengths).anyMatch(length -> length == 0)) {
      throw new IllegalArgumentException("a packed sequence has at least one token");
    }
    return new PackedTokens(join(sequences), lengths, null);
  }

  /**
   * Packs sequences whose tokens have positions of their own.
   *
   * @param positions one for each token, not negative
   */
  public static PackedTokens of(List<int[]> sequences, List<int[]> positions) {
    PackedTokens tokens = of(sequences);
    long[] lengths = positions.stream().mapToLong(sequence -> sequence.length).toArray();
    if (!Arrays.equals(lengths, tokens.lengths)) {
      throw new IllegalArgumentException(
          "%s positions for sequences of %s tokens"
              .formatted(Arrays.toString(lengths), Arrays.toString(tokens.lengths)));
    }
    return new PackedTokens(tokens.ids, lengths, join(positions));
  }

  private static long[] join(List<int[]> sequences) {
    return sequences.stream().flatMapToInt(Arrays::stream).asLongStream().toArray();
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
  public void requirePositionsBelow(int maxPositions) {
    if (getLongest() > maxPositions) {
      throw new IllegalArgumentException(
          "a sequence of %d tokens, but max_position_embeddings is %d"
              .formatted(getLongest(), maxPositions));
    }
    if (positions != null && Arrays.stream(positions).anyMatch(p -> p < 0 || p >= maxPositions)) {
      throw new IllegalArgumentException(
          "positions from %d to %d, but max_position_embeddings is %d"
              .formatted(
                  Arrays.stream(positions).min().orElseThrow(),
                  Arrays.stream(positions).max().orElseThrow(),
                  maxPositions));
    }
  }

  /** The sum over all sequences of tokens here times tokens there: weights of an attention head. */
  public long countPairs(PackedTokens other) {
    long pairs = 0;
    for (int i = 0; i < lengths.length; i++) {
      pairs += lengths[i] * other.lengths[i];
    }
    return pairs;
  }

  /**
   * Each sequence shifted right by one place: {@code start} moves in, the last token drops out. The
   * places keep their positions.
   */
  public PackedTokens shiftedRight(int start) {
    long[] shifted = new long[ids.length];
    System.arraycopy(ids, 0, shifted, 1, ids.length - 1);
    int first = 0;
    for (long length : lengths) {
      shifted[first] = start;
      first += (int) length;
    }
    return new PackedTokens(shifted, lengths, positions);
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
    return new PackedTokens(more, moreLengths, fillPositions(fill));
  }

  private long @Nullable [] fillPositions(int fill) {
    return positions == null
        ? null
        : LongStream.concat(Arrays.stream(positions), LongStream.range(0, fill)).toArray();
  }

  /** The sequences from {@code from} on, before {@code to}. */
  public PackedTokens slice(int from, int to) {
    int start = Math.toIntExact(Arrays.stream(lengths, 0, from).sum());
    int end = start + Math.toIntExact(Arrays.stream(lengths, from, to).sum());
    return new PackedTokens(
        Arrays.copyOfRange(ids, start, end),
        Arrays.copyOfRange(lengths, from, to),
        positions == null ? null : Arrays.copyOfRange(positions, start, end));
  }

  /** The place of the first token of each sequence. */
  public long[] findFirstTokens() {
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
  public long[] findLastTokens(int id) {
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
  public long[] findCounted() {
    return LongStream.range(0, ids.length).filter(i -> ids[(int) i] >= 0).toArray();
  }

  public long[] toArray() {
    return ids.clone();
  }

  public NDArray toIds(NDManager manager) {
    return manager.create(ids);
  }

  /** Rows of a position table: each token's position, plus {@code offset}. */
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

  public NDArray toLengths(NDManager manager) {
    return manager.create(lengths);
  }
}
