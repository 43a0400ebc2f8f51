package io.noisette.noising.spi;

/**
 * A document, or a block of one, as token ids with its sentence offsets. Immutable.
 *
 * <p>Special tokens (bos, eos, pad) are not in it, so no function can break them.
 */
public final class TokenizedDocument {

  private final int[] ids;
  private final int[] sentenceStarts;

  private TokenizedDocument(int[] ids, int[] sentenceStarts) {
    this.ids = ids;
    this.sentenceStarts = sentenceStarts;
  }

  /**
   * Copies its arguments.
   *
   * @param ids token ids, in order
   * @param sentenceStarts offsets of each sentence's first token: rising, the first 0; empty if
   *     there are no tokens
   */
  public static TokenizedDocument of(int[] ids, int[] sentenceStarts) {
    return new TokenizedDocument(ids.clone(), sentenceStarts.clone());
  }

  public int getLength() {
    return ids.length;
  }

  public int getId(int position) {
    return ids[position];
  }

  /** The ids, as a new array. */
  public int[] toIds() {
    return ids.clone();
  }

  public int getSentenceCount() {
    return sentenceStarts.length;
  }

  /** Offset of the first token of a sentence. */
  public int getSentenceStart(int sentence) {
    return sentenceStarts[sentence];
  }
}
