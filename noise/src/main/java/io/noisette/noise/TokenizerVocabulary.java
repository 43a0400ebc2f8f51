package io.noisette.noise;

import io.noisette.noising.spi.Vocabulary;
import io.noisette.tokenizer.Tokenizer;

/** Adapter from a {@link Tokenizer} to the {@link Vocabulary} that noising functions use. */
public final class TokenizerVocabulary implements Vocabulary {

  private final Tokenizer tokenizer;
  private final int maskId;

  /** Wraps a tokenizer, which must have a mask token. */
  public TokenizerVocabulary(Tokenizer tokenizer) {
    this.tokenizer = tokenizer;
    this.maskId = tokenizer.getMaskId();
  }

  @Override
  public int getSize() {
    return tokenizer.getSize();
  }

  @Override
  public int getMaskId() {
    return maskId;
  }

  @Override
  public boolean isSpecial(int id) {
    return tokenizer.isSpecial(id);
  }

  @Override
  public boolean isWordStart(int id) {
    return tokenizer.isWordStart(id);
  }
}
