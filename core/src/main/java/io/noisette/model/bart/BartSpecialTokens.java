package io.noisette.model.bart;

/**
 * Ids of a model's special tokens.
 *
 * @param bos first token of a sequence
 * @param pad padding; does not occur in packed batches, but offsets the positions
 * @param eos last token of a sequence
 * @param decoderStart first input of the decoder: eos in BART (docs/papers.md 1.2)
 */
public record BartSpecialTokens(int bos, int pad, int eos, int decoderStart) {

  /**
   * The ids of Facebook's BART: {@code <s>} 0, {@code <pad>} 1, {@code </s>} 2; the decoder starts
   * with eos.
   */
  public static final BartSpecialTokens BART = new BartSpecialTokens(0, 1, 2, 2);
}
