package io.noisette.noising.builtin;

import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** 2,000 tokens: ids below 5 are special, 4 is the mask, 10 of 13 others start words. */
public final class SmallVocabulary implements Vocabulary {

  public static final int MASK = 4;

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

  /** A document of random text in sentences of 17 tokens. */
  public TokenizedDocument drawDocument(int length, RandomGenerator random) {
    int[] ids = new int[length];
    Arrays.setAll(ids, i -> drawTextId(random));
    int[] starts = new int[(length + 16) / 17];
    Arrays.setAll(starts, i -> 17 * i);
    return TokenizedDocument.of(ids, starts, this);
  }
}
