package io.noisette.model;

import java.util.ArrayList;
import java.util.List;

/** Splits a row of items, such as the sequences of a batch, into parts of about equal size. */
public final class EvenSplit {

  private EvenSplit() {}

  /** Function that makes a part of the items with the indices {@code from} to {@code to - 1}. */
  @FunctionalInterface
  public interface Slice<T> {
    /** Returns the part. */
    T of(int from, int to);
  }

  /**
   * Splits items, in their order, into non-empty parts. A part ends at the item where the sum of
   * all sizes so far is nearest to that part's share: a part that always reached its share would
   * give the first one half an item too much, and all others would wait for it.
   *
   * @param sizes size of each item, at least 1
   * @param parts maximum number of parts; there are never more parts than items
   */
  public static <T> List<T> split(long[] sizes, int parts, Slice<T> slice) {
    long all = 0;
    for (long size : sizes) {
      all += size;
    }
    List<T> result = new ArrayList<>();
    int from = 0;
    long sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      sum += sizes[i];
      boolean last = i == sizes.length - 1;
      if (last || (2 * sum + sizes[i + 1]) * parts >= 2 * all * (result.size() + 1)) {
        result.add(slice.of(from, i + 1));
        from = i + 1;
      }
    }
    return result;
  }
}
