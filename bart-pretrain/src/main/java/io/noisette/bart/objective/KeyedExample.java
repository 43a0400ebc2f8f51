package io.noisette.bart.objective;

import io.noisette.bart.model.Example;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;

/**
 * A training example with its original text and the key of the random numbers that corrupted it.
 *
 * @param example inputs and labels
 * @param text the sequence without special tokens
 * @param key of the random numbers that made the example
 */
public record KeyedExample(Example example, TokenizedDocument text, NoiseKey key) {

  private static final int SPECIALS = 2; // bos and eos

  /**
   * Returns the number of tokens in the text, special tokens included, which budgets count
   * independently of the objective.
   */
  int countTokens() {
    return countTokens(text.getLength());
  }

  static int countTokens(int textLength) {
    return textLength + SPECIALS;
  }
}
