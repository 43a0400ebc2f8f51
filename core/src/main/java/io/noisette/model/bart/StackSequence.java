package io.noisette.model.bart;

import io.noisette.model.AttentionMask;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a single stack reads and predicts for one text (docs/objectives.md).
 *
 * <p>Two streams of attention are one sequence: a query is a {@code <mask>} at the position of the
 * token that it predicts, behind the text, which no other token attends to.
 *
 * @param ids tokens that the stack reads, special tokens included
 * @param positions position of each token
 * @param mask which tokens attend to which
 * @param labels the token to predict at each token, negative where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // sequences are packed once and never compared
public record StackSequence(int[] ids, int[] positions, AttentionMask mask, int[] labels) {

  /** Label of a token at which nothing is predicted. */
  private static final int NONE = -100;

  /** Which tokens the tokens of a text attend to in a multitask masked language model. */
  public enum MaskKind {
    /** Themselves and those before them. */
    LEFT_TO_RIGHT,
    /** Themselves and those behind them. */
    RIGHT_TO_LEFT,
    /** All. */
    FULL,
    /** The first half of the text, themselves and those before them. */
    PREFIX;

    /** Returns the attention mask of a text with the given number of tokens, specials included. */
    public AttentionMask of(int length) {
      int half = length / 2;
      return switch (this) {
        case LEFT_TO_RIGHT -> AttentionMask.CAUSAL;
        case RIGHT_TO_LEFT -> (query, key) -> key >= query;
        case FULL -> AttentionMask.FULL;
        case PREFIX -> (query, key) -> key < half || key <= query;
      };
    }
  }

  /** Returns a sequence in which each token attends to those before it. */
  public static StackSequence causal(int[] ids, int[] labels) {
    return new StackSequence(ids, count(ids.length), AttentionMask.CAUSAL, labels);
  }

  /**
   * Returns a sequence in which masked tokens are predicted from all tokens that an attention mask
   * shows.
   */
  public static StackSequence masked(int[] ids, int[] labels, AttentionMask mask) {
    return new StackSequence(ids, count(ids.length), mask, labels);
  }

  /**
   * Returns a sequence whose chosen tokens are predicted in a given order, each from the tokens
   * that are not chosen and the chosen ones before it.
   *
   * @param ids of the whole text
   * @param order rank of each chosen token; -1 for the others
   * @param maskId id of the mask token
   */
  public static StackSequence permuted(int[] ids, int[] order, int maskId) {
    int[] chosen = IntStream.range(0, ids.length).filter(i -> order[i] >= 0).toArray();
    int length = ids.length;
    AttentionMask mask =
        (query, key) ->
            key < length
                && (query < length
                    ? order[key] <= order[query]
                    : order[key] < order[chosen[query - length]]);
    return withQueries(ids, chosen, mask, maskId);
  }

  /**
   * Returns a sequence whose tokens from {@code start} on, the target, are predicted from left to
   * right by a causal stack.
   *
   * @param ids source and target
   * @param start index of the target's first token, at least 1
   */
  public static StackSequence causalTarget(int[] ids, int start) {
    int[] labels = new int[ids.length];
    Arrays.fill(labels, NONE);
    System.arraycopy(ids, start, labels, start - 1, ids.length - start);
    return causal(ids, labels);
  }

  /**
   * Returns a sequence whose tokens from {@code start} on, the target, are predicted from left to
   * right by a stack that reads the source, the part before it, in both directions.
   *
   * @param ids source and target
   * @param start index of the target's first token, at least 1
   * @param maskId id of the mask token
   * @param querySeesItself whether a query attends to itself, as the mask of a masked language
   *     model does
   */
  public static StackSequence queriedTarget(
      int[] ids, int start, int maskId, boolean querySeesItself) {
    int length = ids.length;
    AttentionMask mask =
        (query, key) -> {
          if (query < length) {
            return key < length && (key < start || key <= query);
          }
          int place = start + query - length;
          return key < length ? key < place : querySeesItself && key == query;
        };
    return withQueries(ids, IntStream.range(start, length).toArray(), mask, maskId);
  }

  private static StackSequence withQueries(
      int[] ids, int[] places, AttentionMask mask, int maskId) {
    int length = ids.length;
    int[] all = Arrays.copyOf(ids, length + places.length);
    int[] positions = Arrays.copyOf(count(length), all.length);
    int[] labels = new int[all.length];
    Arrays.fill(labels, NONE);
    for (int i = 0; i < places.length; i++) {
      all[length + i] = maskId;
      positions[length + i] = places[i];
      labels[length + i] = ids[places[i]];
    }
    return new StackSequence(all, positions, mask, labels);
  }

  private static int[] count(int length) {
    return IntStream.range(0, length).toArray();
  }
}
