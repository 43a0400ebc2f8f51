package io.noisette.generate.search;

import java.util.Locale;

/**
 * When beam search ends once as many hypotheses are finished as there are beams; {@code
 * early_stopping} in Hugging Face transformers.
 */
public enum EarlyStopping {
  /** At once. */
  TRUE,
  /** When the best open hypothesis, at its current length, does not beat the worst finished one. */
  FALSE,
  /**
   * When the best open hypothesis does not beat the worst finished one even at the length that is
   * best for it: the maximum for a positive length penalty, otherwise the current one.
   */
  NEVER;

  /** Returns the value as in {@code generation_config.json}, without quotes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Parses a value as in {@code generation_config.json}, without quotes.
   *
   * @throws IllegalArgumentException if it is neither true, false nor never
   */
  public static EarlyStopping parse(String text) {
    for (EarlyStopping value : values()) {
      if (value.toString().equals(text)) {
        return value;
      }
    }
    throw new IllegalArgumentException("early_stopping must be true, false or never, not " + text);
  }
}
