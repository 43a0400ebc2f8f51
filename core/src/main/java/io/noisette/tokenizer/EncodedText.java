package io.noisette.tokenizer;

/** Token ids and token type ids of a text or a pair of texts, special tokens included. */
public final class EncodedText {

  private final int[] ids;
  private final int[] types;

  EncodedText(int[] ids, int[] types) {
    this.ids = ids;
    this.types = types;
  }

  /** Returns the number of tokens, special tokens included. */
  public int getLength() {
    return ids.length;
  }

  /** Returns the token ids. */
  public int[] getIds() {
    return ids.clone();
  }

  /**
   * Returns the token type ids of BERT: 1 in the second text of a pair and its {@code [SEP]},
   * elsewhere 0.
   */
  public int[] getTypes() {
    return types.clone();
  }
}
