package io.noisette.model.bart;

import io.noisette.model.EvenSplit;
import io.noisette.model.MaskedTokens;
import io.noisette.model.PackedTokens;
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
    return EvenSplit.split(
        labels.getLengths(),
        parts,
        (from, to) -> new StackBatch(text.slice(from, to), labels.slice(from, to)));
  }
}
