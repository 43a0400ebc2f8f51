package io.noisette.noising.spi;

import java.util.random.RandomGenerator;

/** What a noising function may know of the tokenizer. Constant, and safe to share by threads. */
public interface Vocabulary {

  /** Number of ids: all ids are in {@code [0, size)}. */
  int getSize();

  /** The id of the token that stands where something is hidden. */
  int getMaskId();

  /** Whether the id stands for no text: bos, eos, pad, unk, mask and the like. */
  boolean isSpecial(int id);

  /** Whether the token starts a word; special tokens do, the mask among them. */
  boolean isWordStart(int id);

  /** Draws one of the ids that stand for text, each equally likely. */
  default int drawTextId(RandomGenerator random) {
    for (int attempt = 0; attempt < 1_000; attempt++) {
      int id = random.nextInt(getSize());
      if (!isSpecial(id)) {
        return id;
      }
    }
    throw new IllegalStateException(
        "nearly all of the " + getSize() + " tokens of the vocabulary are special");
  }
}
