package io.noisette.noising.spi;

/** What a noising function may know of the tokenizer. */
public interface Vocabulary {

  /** Number of ids: all ids are in {@code [0, size)}. */
  int getSize();

  int getMaskId();

  /** Whether the id stands for no text: bos, eos, pad, unk, mask and the like. */
  boolean isSpecial(int id);

  /** Whether the token starts a word; special tokens do. */
  boolean isWordStart(int id);
}
