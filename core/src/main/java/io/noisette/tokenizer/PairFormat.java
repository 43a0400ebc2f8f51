package io.noisette.tokenizer;

/** What RoBERTa and BART read between two texts; BERT's pairs have one form. */
public enum PairFormat {
  /** {@code <s> A </s></s> B </s>}, as transformers and RoBERTa have it. */
  TRANSFORMERS(2),
  /** {@code <s> A </s> B </s>}, as BART's authors have it. */
  SINGLE(1);

  private final int separators;

  PairFormat(int separators) {
    this.separators = separators;
  }

  int getSeparators() {
    return separators;
  }
}
