package io.noisette.model.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.AttentionMask;
import io.noisette.model.MaskedTokens;
import io.noisette.model.PackedTokens;
import java.util.Arrays;
import java.util.List;

/**
 * Packed tokens with their places in the padded groups that attention works on, as {@code
 * PaddedAttention.py} takes them.
 */
final class GroupedTokens {

  private final PackedTokens packed;
  private final int[] order; // indices of the sequences, those of one group after the other
  private final long[] shapes;
  private final long[] tokens;
  private final long[] first;
  private final long[] stride;
  private final boolean[] real;

  private GroupedTokens(PackedTokens packed, int[] order, long[] shapes, int places) {
    this.packed = packed;
    this.order = order;
    this.shapes = shapes;
    tokens = new long[places];
    first = new long[packed.getSize()];
    stride = new long[packed.getSize()];
    real = new boolean[places];
  }

  /** Returns packed tokens with their places in groups, for a number of attention heads. */
  static GroupedTokens of(PackedTokens packed, SequenceGroups sequences, int heads) {
    List<int[]> groups = sequences.getGroups();
    long[] lengths = packed.getLengths();
    long[] firsts = packed.findFirstTokens();
    long[] shapes = new long[2 * groups.size()];
    int slots = 0;
    for (int g = 0; g < groups.size(); g++) {
      shapes[2 * g] = groups.get(g).length;
      shapes[2 * g + 1] = SequenceGroups.lengthOf(groups.get(g), lengths);
      slots += Math.toIntExact(shapes[2 * g] * shapes[2 * g + 1]);
    }
    int[] order = groups.stream().flatMapToInt(Arrays::stream).toArray();
    GroupedTokens grouped = new GroupedTokens(packed, order, shapes, slots);
    int slot = 0;
    for (int g = 0; g < groups.size(); g++) {
      int length = Math.toIntExact(shapes[2 * g + 1]);
      long row = (long) slot * heads;
      for (int sequence : groups.get(g)) {
        grouped.put(slot, row, length, firsts[sequence], lengths[sequence]);
        slot += length;
        row += (long) heads * length;
      }
    }
    return grouped;
  }

  /** Returns the packed sequences. */
  PackedTokens getPacked() {
    return packed;
  }

  /** Returns of each group its number of sequences and their padded length, one after the other. */
  long[] getShapes() {
    return shapes;
  }

  /**
   * Returns the places in the form of the kernels: of each place in the groups the token that
   * stands there, of each token its row in the first head and the distance to that in the next, and
   * of each place whether it is no padding.
   */
  List<NDArray> toArrays(NDManager scope) {
    return List.of(
        scope.create(tokens), scope.create(first), scope.create(stride), scope.create(real));
  }

  /**
   * Returns what is added to the attention score of each query and key of each sequence, padding
   * included, (sequences * length * length) of one group after the other. It is empty if all
   * sequences are fully visible, or all causal, which needs no bias.
   *
   * @param masked the same sequences
   */
  float[] toPairBias(MaskedTokens masked) {
    if (masked.areAll(AttentionMask.FULL) || masked.areAll(AttentionMask.CAUSAL)) {
      return new float[0];
    }
    long[] lengths = packed.getLengths();
    long pairs = 0;
    for (int g = 0; g < shapes.length; g += 2) {
      pairs += shapes[g] * shapes[g + 1] * shapes[g + 1];
    }
    float[] bias = new float[Math.toIntExact(pairs)];
    int at = 0;
    int next = 0;
    for (int g = 0; g < shapes.length; g += 2) {
      int width = Math.toIntExact(shapes[g + 1]);
      for (long i = 0; i < shapes[g]; i++) {
        int sequence = order[next++];
        masked.fill(bias, at, sequence, Math.toIntExact(lengths[sequence]), width);
        at += width * width;
      }
    }
    return bias;
  }

  /** Returns the lengths of the sequences in the order of the groups. */
  long[] getLengths() {
    long[] lengths = packed.getLengths();
    return Arrays.stream(order).mapToLong(sequence -> lengths[sequence]).toArray();
  }

  /**
   * Returns where the dropout mask of each sequence's attention weights begins if those of all
   * sequences of the batch stand end to end, in the order of the groups.
   */
  long[] findMasks(PackedTokens keys, int heads) {
    long[] queries = packed.getLengths();
    long[] others = keys.getLengths();
    long[] starts = new long[queries.length];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + heads * queries[i - 1] * others[i - 1];
    }
    return Arrays.stream(order).mapToLong(sequence -> starts[sequence]).toArray();
  }

  private void put(int slot, long row, int length, long firstToken, long count) {
    for (int i = 0; i < length; i++) {
      boolean isReal = i < count;
      long token = firstToken + (isReal ? i : count - 1);
      tokens[slot + i] = token;
      real[slot + i] = isReal;
      if (isReal) {
        first[Math.toIntExact(token)] = row + i;
        stride[Math.toIntExact(token)] = length;
      }
    }
  }
}
