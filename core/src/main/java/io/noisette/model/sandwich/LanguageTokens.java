package io.noisette.model.sandwich;

/**
 * Ids of the special tokens of a language model.
 *
 * @param bos begins a text
 * @param pad fills up rows; never in our batches, but the first position stands behind it
 * @param eos ends a text or a line
 * @param unk stands for a word that the vocabulary does not have
 */
public record LanguageTokens(int bos, int pad, int eos, int unk) {

  /** fairseq's: {@code <s>} 0, {@code <pad>} 1, {@code </s>} 2, {@code <unk>} 3. */
  public static final LanguageTokens FAIRSEQ = new LanguageTokens(0, 1, 2, 3);
}
