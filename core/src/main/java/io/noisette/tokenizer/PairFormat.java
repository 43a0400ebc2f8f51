package io.noisette.tokenizer;

/**
 * Separator between the two texts of a pair in the input of RoBERTa and BART; BERT has one fixed
 * format.
 */
public enum PairFormat {
  /** {@code <s> A </s></s> B </s>}, as in Hugging Face transformers and RoBERTa. */
  TRANSFORMERS(2),
  /** {@code <s> A </s> B </s>}, as in the code of BART's authors. */
  SINGLE(1);

  private final int separators;

  PairFormat(int separators) {
    this.separators = separators;
  }

  int getSeparators() {
    return separators;
  }
}
