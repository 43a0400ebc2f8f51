package io.noisette.tokenizer;

/** Token ids of a text or a pair of texts, special tokens included, and the type of each token. */
public final class EncodedText {

  private final int[] ids;
  private final int[] types;

  EncodedText(int[] ids, int[] types) {
    this.ids = ids;
    this.types = types;
  }

  /** Tokens, special ones included. */
  public int getLength() {
    return ids.length;
  }

  public int[] getIds() {
    return ids.clone();
  }

  /** In BERT 0 in the first and 1 in the second text of a pair, elsewhere 0. */
  public int[] getTypes() {
    return types.clone();
  }
}
