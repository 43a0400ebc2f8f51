package io.noisette.noising.testing;

import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.util.random.RandomGenerator;

/**
 * Vocabulary of 2,000 tokens: ids below 5 are special, 4 is the mask, and 10 of 13 other tokens
 * start words.
 */
public final class SmallVocabulary implements Vocabulary {

  /** Id of the mask token. */
  public static final int MASK = 4;

  private static final int SENTENCE_TOKENS = 17;

  @Override
  public int getSize() {
    return 2_000;
  }

  @Override
  public int getMaskId() {
    return MASK;
  }

  @Override
  public boolean isSpecial(int id) {
    return id < 5;
  }

  @Override
  public boolean isWordStart(int id) {
    return isSpecial(id) || id % 13 < 10;
  }

  /** Draws a document of random text in sentences of 17 tokens, each starting with a word start. */
  public TokenizedDocument drawDocument(int length, RandomGenerator random) {
    TokenizedDocument.Builder document = TokenizedDocument.builder(length);
    for (int i = 0; i < length; i++) {
      boolean startsSentence = i % SENTENCE_TOKENS == 0;
      if (startsSentence) {
        document.startSentence();
      }
      int id = drawTextId(random);
      while (startsSentence && !isWordStart(id)) {
        id = drawTextId(random);
      }
      document.add(id, isWordStart(id));
    }
    return document.build();
  }
}
