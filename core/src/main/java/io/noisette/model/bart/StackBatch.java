package io.noisette.model.bart;

import io.noisette.model.MaskedTokens;
import io.noisette.model.PackedTokens;
import java.util.ArrayList;
import java.util.List;

/**
 * A packed micro-batch for a single stack.
 *
 * @param text the tokens that the stack reads, with their attention masks
 * @param labels the token to predict at each token, negative where there is none
 */
public record StackBatch(MaskedTokens text, PackedTokens labels) {

  public StackBatch {
    if (labels.getSize() != text.packed().getSize()) {
      throw new IllegalArgumentException(
          "labels must have as many tokens as text, "
              + text.packed().getSize()
              + ", not "
              + labels.getSize());
    }
  }

  /** Packs sequences. */
  public static StackBatch of(List<StackSequence> sequences) {
    PackedTokens packed =
        PackedTokens.of(
            sequences.stream().map(StackSequence::ids).toList(),
            sequences.stream().map(StackSequence::positions).toList());
    return new StackBatch(
        new MaskedTokens(packed, sequences.stream().map(StackSequence::mask).toList()),
        PackedTokens.of(sequences.stream().map(StackSequence::labels).toList()));
  }

  /**
   * Splits this batch between sequences into non-empty parts with about equally many tokens.
   *
   * @param parts maximum number of parts; there are never more parts than sequences
   */
  public List<StackBatch> split(int parts) {
    long[] lengths = labels.getLengths();
    List<StackBatch> result = new ArrayList<>();
    int from = 0;
    long tokens = 0;
    for (int i = 0; i < lengths.length; i++) {
      tokens += lengths[i];
      boolean last = i == lengths.length - 1;
      if (last || tokens * parts >= (long) labels.getSize() * (result.size() + 1)) {
        result.add(new StackBatch(text.slice(from, i + 1), labels.slice(from, i + 1)));
        from = i + 1;
      }
    }
    return result;
  }
}
