package io.noisette.noising.spi;

import java.util.Arrays;

/**
 * A document, or a block of one, as token ids with its sentence offsets and word starts. Immutable.
 *
 * <p>Special tokens (bos, eos, pad) are not in it, so no function can break them. Word starts are
 * kept per token, not asked of the vocabulary: a piece whose word has lost its start stays a piece.
 */
public final class TokenizedDocument {

  private final int[] ids;
  private final int[] sentenceStarts;
  private final boolean[] wordStarts;

  private TokenizedDocument(int[] ids, int[] sentenceStarts, boolean[] wordStarts) {
    this.ids = ids;
    this.sentenceStarts = sentenceStarts;
    this.wordStarts = wordStarts;
  }

  /**
   * A document in which every token is a word. Copies its arguments.
   *
   * @param ids token ids, in order
   * @param sentenceStarts offsets of each sentence's first token: rising, the first 0; empty if
   *     there are no tokens
   */
  public static TokenizedDocument of(int[] ids, int[] sentenceStarts) {
    boolean[] wordStarts = new boolean[ids.length];
    Arrays.fill(wordStarts, true);
    requireSentences(sentenceStarts, ids.length);
    return new TokenizedDocument(ids.clone(), sentenceStarts.clone(), wordStarts);
  }

  /**
   * Takes word starts from the vocabulary; the first token of a sentence starts a word whatever its
   * id, because a tokenizer may give the first word of a text no leading space.
   */
  public static TokenizedDocument of(int[] ids, int[] sentenceStarts, Vocabulary vocabulary) {
    requireSentences(sentenceStarts, ids.length);
    boolean[] wordStarts = new boolean[ids.length];
    for (int position = 0; position < ids.length; position++) {
      wordStarts[position] = vocabulary.isWordStart(ids[position]);
    }
    for (int start : sentenceStarts) {
      wordStarts[start] = true;
    }
    return new TokenizedDocument(ids.clone(), sentenceStarts.clone(), wordStarts);
  }

  /** A builder of a document, with room for so many tokens; it grows if there are more. */
  public static Builder builder(int capacity) {
    return new Builder(capacity);
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

  /** Whether the token at this position is the first of its word. */
  public boolean isWordStart(int position) {
    return wordStarts[position];
  }

  public int getSentenceCount() {
    return sentenceStarts.length;
  }

  /** Offset of the first token of a sentence. */
  public int getSentenceStart(int sentence) {
    return sentenceStarts[sentence];
  }

  /** Offset behind the last token of a sentence. */
  public int getSentenceEnd(int sentence) {
    return sentence + 1 < sentenceStarts.length ? sentenceStarts[sentence + 1] : ids.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenizedDocument that
        && Arrays.equals(ids, that.ids)
        && Arrays.equals(sentenceStarts, that.sentenceStarts)
        && Arrays.equals(wordStarts, that.wordStarts);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + Arrays.hashCode(sentenceStarts);
  }

  /** Ids with {@code /} between sentences; a piece that continues a word follows a {@code +}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int sentence = 0; sentence < getSentenceCount(); sentence++) {
      for (int i = getSentenceStart(sentence); i < getSentenceEnd(sentence); i++) {
        boolean startsSentence = i == getSentenceStart(sentence);
        text.append(i == 0 ? "" : startsSentence ? " / " : " ");
        text.append(wordStarts[i] ? "" : "+").append(ids[i]);
      }
    }
    return text.append(']').toString();
  }

  private static void requireSentences(int[] starts, int length) {
    boolean holds = length == 0 ? starts.length == 0 : starts.length > 0 && starts[0] == 0;
    for (int i = 1; i < starts.length; i++) {
      holds &= starts[i] > starts[i - 1] && starts[i] < length;
    }
    if (!holds) {
      throw new IllegalArgumentException(
          "sentence starts must rise from 0 and stay below the %d tokens, not %s"
              .formatted(length, Arrays.toString(starts)));
    }
  }

  /** Collects the tokens of a document from left to right. */
  public static final class Builder {

    private int[] ids;
    private boolean[] wordStarts;
    private int length;
    private int[] sentenceStarts = new int[8];
    private int sentenceCount;
    private boolean startsSentence = true;

    private Builder(int capacity) {
      ids = new int[capacity];
      wordStarts = new boolean[capacity];
    }

    /** The next token starts a sentence. A sentence that gets no token does not come to be. */
    public void startSentence() {
      startsSentence = true;
    }

    /** Appends a token. The first of all starts a sentence, asked or not. */
    public void add(int id, boolean isWordStart) {
      if (length == ids.length) {
        reserve(length + 1);
      }
      if (startsSentence) {
        addSentence(length);
      }
      ids[length] = id;
      wordStarts[length] = isWordStart;
      length++;
    }

    /**
     * Appends the tokens {@code [from, to)} of a document with their word starts. Sentences that
     * start there start here too.
     */
    public void copy(TokenizedDocument source, int from, int to) {
      reserve(length + to - from);
      int found = Arrays.binarySearch(source.sentenceStarts, from);
      int sentence = found < 0 ? -found - 1 : found;
      if (from < to && startsSentence && found < 0) {
        addSentence(length);
      }
      for (; sentence < source.getSentenceCount(); sentence++) {
        int start = source.sentenceStarts[sentence];
        if (start >= to) {
          break;
        }
        addSentence(length + start - from);
      }
      System.arraycopy(source.ids, from, ids, length, to - from);
      System.arraycopy(source.wordStarts, from, wordStarts, length, to - from);
      length += to - from;
    }

    public TokenizedDocument build() {
      return new TokenizedDocument(
          Arrays.copyOf(ids, length),
          Arrays.copyOf(sentenceStarts, sentenceCount),
          Arrays.copyOf(wordStarts, length));
    }

    private void addSentence(int start) {
      if (sentenceCount == sentenceStarts.length) {
        sentenceStarts = Arrays.copyOf(sentenceStarts, 2 * sentenceCount);
      }
      sentenceStarts[sentenceCount++] = start;
      startsSentence = false;
    }

    private void reserve(int capacity) {
      if (capacity > ids.length) {
        int enough = Math.max(capacity, ids.length + ids.length / 2);
        ids = Arrays.copyOf(ids, enough);
        wordStarts = Arrays.copyOf(wordStarts, enough);
      }
    }
  }
}
