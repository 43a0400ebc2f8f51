package io.noisette.tokenizer;

/** Token ids and token type ids of a text or a pair of texts, special tokens included. */
public final class EncodedText {

  private final int[] ids;
  private final int[] types;
  private final int cut;

  EncodedText(int[] ids, int[] types, int cut) {
    this.ids = ids;
    this.types = types;
    this.cut = cut;
  }

  /** Returns the number of tokens that the text or the pair had more, and that were cut off. */
  public int countCut() {
    return cut;
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
