package io.noisette.model.sandwich;

/**
 * Ids of a language model's special tokens.
 *
 * @param bos first token of a text
 * @param pad padding; does not occur in packed batches, but offsets the positions
 * @param eos end of a text or a line
 * @param unk replaces words that are not in the vocabulary
 */
public record SandwichSpecialTokens(int bos, int pad, int eos, int unk) {

  /** fairseq's ids: {@code <s>} 0, {@code <pad>} 1, {@code </s>} 2, {@code <unk>} 3. */
  public static final SandwichSpecialTokens FAIRSEQ = new SandwichSpecialTokens(0, 1, 2, 3);
}
