package io.noisette.model.layer;

import java.util.stream.LongStream;

/**
 * Input of a decoding step: which token is appended to which hypothesis, and where the caches of
 * the hypotheses are. Groups, the sources of a group and the hypotheses of a source are added in
 * order.
 */
public final class DecodingStep {

  final LongStream.Builder ids = LongStream.builder();
  final LongStream.Builder positions = LongStream.builder();
  final LongStream.Builder parents = LongStream.builder();
  final LongStream.Builder used = LongStream.builder();
  final LongStream.Builder runs = LongStream.builder();
  final LongStream.Builder spans = LongStream.builder();
  boolean moved;

  /**
   * Adds the token that is appended to a hypothesis.
   *
   * @param position row of the position embedding matrix
   */
  public void addToken(int id, int position) {
    ids.add(id);
    positions.add(position);
  }

  /** Adds a group with the number of columns of its caches so far. */
  public void addGroup(int columns) {
    used.add(columns);
  }

  /**
   * Adds sources that are neighbours in the caches of target tokens.
   *
   * @param group index of their group
   * @param first index of the first one in the group
   * @param count number of sources
   */
  public void addRun(int group, int first, int count) {
    runs.add(group).add(first).add(count);
  }

  /**
   * Adds sources that are neighbours in the caches of source tokens and have the same length.
   *
   * @param group index of their group
   * @param first index of the first source token in the group
   * @param count number of sources
   * @param length number of tokens of each
   */
  public void addSpan(int group, int first, int count, int length) {
    spans.add(group).add(first).add(count).add(length);
  }

  /**
   * Adds, for the next row of the caches, the row of the same group that it continues.
   *
   * @param row index in the group
   * @param parent index in the group
   */
  public void addParent(int row, int parent) {
    parents.add(parent);
    moved |= row != parent;
  }
}
