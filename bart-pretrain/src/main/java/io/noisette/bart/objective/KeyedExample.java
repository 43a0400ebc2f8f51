package io.noisette.bart.objective;

import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;

/**
 * An example beside the sequence of text that it was made of.
 *
 * @param text without special tokens
 */
public record KeyedExample(Example example, TokenizedDocument text, NoiseKey key) {

  private static final int SPECIALS = 2; // bos and eos

  /** Tokens of the text, special tokens included: what budgets count, whatever is predicted. */
  int countTokens() {
    return countTokens(text.getLength());
  }

  static int countTokens(int textLength) {
    return textLength + SPECIALS;
  }
}
