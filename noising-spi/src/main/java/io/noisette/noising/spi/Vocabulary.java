package io.noisette.noising.spi;

import java.util.random.RandomGenerator;

/** View of the tokenizer's vocabulary for noising functions. Immutable and thread-safe. */
public interface Vocabulary {

  /** Returns the number of token ids, which are 0 to size - 1. */
  int getSize();

  /** Returns the id of the mask token. */
  int getMaskId();

  /**
   * Returns whether a token is special and represents no text: bos, eos, pad, unk, mask and the
   * like.
   */
  boolean isSpecial(int id);

  /** Returns whether a token starts a word; true for special tokens, the mask included. */
  boolean isWordStart(int id);

  /**
   * Draws one of the ids that are not special, uniformly.
   *
   * @throws IllegalStateException if nearly all tokens are special
   */
  default int drawTextId(RandomGenerator random) {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int id = random.nextInt(getSize());
      if (!isSpecial(id)) {
        return id;
      }
    }
    throw new IllegalStateException(
        "cannot draw a random token: nearly all of the "
            + getSize()
            + " tokens in the vocabulary are special");
  }
}
