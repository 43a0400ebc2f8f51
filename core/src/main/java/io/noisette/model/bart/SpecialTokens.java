package io.noisette.model.bart;

/**
 * Ids of the special tokens of a model.
 *
 * @param bos begins a sequence
 * @param pad fills up rows; never in our batches, but part of the layout
 * @param eos ends a sequence
 * @param decoderStart the decoder's first input: eos in BART (docs/papers.md 1.2)
 */
public record SpecialTokens(int bos, int pad, int eos, int decoderStart) {

  /** BART's: {@code <s>} 0, {@code <pad>} 1, {@code </s>} 2, the decoder starts with eos. */
  public static final SpecialTokens BART = new SpecialTokens(0, 1, 2, 2);
}
