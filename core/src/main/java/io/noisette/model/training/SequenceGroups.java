package io.noisette.model.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sequences of a batch, or pairs of sequences, in groups of similar lengths, so that attention
 * within a group is a single matrix product, padded to the longest sequence.
 *
 * <p>A group has 1, 2, 4, … sequences, and padded lengths are few, so that the shapes of products
 * recur from batch to batch: oneDNN compiles code for each new one. Only a batch of equal lengths
 * is one group as it is.
 */
public final class SequenceGroups {

  /** Greatest number of different lengths; its sequences may be several groups. */
  private static final int MOST_LENGTHS = 4;

  /**
   * Cost of a further group in attention weights of padding: its calls, and the products that
   * oneDNN prepares for shapes that it has not met.
   */
  private static final long COST_OF_GROUP = 16_384;

  /** All padded lengths are multiples of this. */
  private static final int UNIT = 16;

  private final List<int[]> groups;

  private SequenceGroups(List<int[]> groups) {
    this.groups = groups;
  }

  /**
   * Groups sequences by their lengths, or pairs of sequences by the lengths of both.
   *
   * @param lengths number of tokens of each sequence
   * @param others of each second sequence; {@code lengths} again if there are no pairs
   */
  public static SequenceGroups of(long[] lengths, long[] others) {
    if (areEqual(lengths) && areEqual(others)) {
      return new SequenceGroups(List.of(IntStream.range(0, lengths.length).toArray()));
    }
    int[] order =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> lengths[i] + others[i]))
            .mapToInt(i -> i)
            .toArray();
    return new SequenceGroups(cut(order, lengths, others));
  }

  /** Returns the indices of the sequences in each group. */
  List<int[]> getGroups() {
    return groups;
  }

  /** Returns the padded length of a group for one side of the pairs. */
  static int lengthOf(int[] group, long[] lengths) {
    long longest = Arrays.stream(group).mapToLong(i -> lengths[i]).max().orElseThrow();
    return Math.toIntExact(areEqual(lengths) ? longest : rounded(longest));
  }

  /** Finds the cut of the sorted sequences into groups that costs least, group by group. */
  private static List<int[]> cut(int[] order, long[] lengths, long[] others) {
    int n = order.length;
    long[][] least = new long[MOST_LENGTHS + 1][n + 1];
    int[][] start = new int[MOST_LENGTHS + 1][n + 1];
    for (long[] row : least) {
      Arrays.fill(row, Long.MAX_VALUE / 2);
    }
    least[0][0] = 0;
    for (int g = 1; g <= MOST_LENGTHS; g++) {
      for (int end = 1; end <= n; end++) {
        long longest = 0;
        long longestOther = 0;
        for (int from = end - 1; from >= 0; from--) {
          longest = Math.max(longest, rounded(lengths[order[from]]));
          longestOther = Math.max(longestOther, rounded(others[order[from]]));
          long cost = least[g - 1][from] + COST_OF_GROUP;
          cost += (end - from) * weights(longest, longestOther);
          if (cost < least[g][end]) {
            least[g][end] = cost;
            start[g][end] = from;
          }
        }
      }
    }
    int count = 1;
    for (int g = 2; g <= MOST_LENGTHS; g++) {
      count = least[g][n] < least[count][n] ? g : count;
    }
    List<int[]> groups = new ArrayList<>();
    int end = n;
    for (int g = count; g > 0; g--) {
      int from = start[g][end];
      while (end > from) {
        int size = Integer.highestOneBit(end - from);
        groups.add(Arrays.copyOfRange(order, end - size, end));
        end -= size;
      }
    }
    Collections.reverse(groups);
    return groups;
  }

  private static long weights(long length, long other) {
    return length * length + length * other + other * other;
  }

  private static boolean areEqual(long[] lengths) {
    return Arrays.stream(lengths).allMatch(length -> length == lengths[0]);
  }

  /** Rounds a length up to one of four values per power of two, or to a multiple of 16 up to 64. */
  private static long rounded(long length) {
    long unit = Math.max(UNIT, Long.highestOneBit(Math.max(1, length - 1)) / 2);
    return (length + unit - 1) / unit * unit;
  }
}
