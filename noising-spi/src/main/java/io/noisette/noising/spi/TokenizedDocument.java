package io.noisette.noising.spi;

import java.util.Arrays;
import java.util.Locale;

/**
 * Immutable document, or block of one, as token ids with sentence boundaries and word starts.
 *
 * <p>Special tokens (bos, eos, pad) are not part of it, so that no noising function can remove
 * them. Word starts are stored per token rather than looked up in the vocabulary, because a
 * continuation piece stays one even if the start of its word has been removed.
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
   * Returns a document in which every token is a word.
   *
   * @param ids token ids, in order; copied
   * @param sentenceStarts index of the first token of each sentence: strictly ascending from 0;
   *     empty if there are no tokens; copied
   */
  public static TokenizedDocument of(int[] ids, int[] sentenceStarts) {
    boolean[] wordStarts = new boolean[ids.length];
    Arrays.fill(wordStarts, true);
    requireSentences(sentenceStarts, ids.length);
    return new TokenizedDocument(ids.clone(), sentenceStarts.clone(), wordStarts);
  }

  /**
   * Returns a document in which the vocabulary determines which tokens start a word. The first
   * token of a sentence always counts as a word start, because a tokenizer may encode the first
   * word of a text without a leading space.
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

  /** Returns a builder with a given initial capacity, in tokens. */
  public static Builder builder(int capacity) {
    return new Builder(capacity);
  }

  /** Returns the number of tokens. */
  public int getLength() {
    return ids.length;
  }

  /** Returns the token id at a position. */
  public int getId(int position) {
    return ids[position];
  }

  /** Returns a copy of all token ids. */
  public int[] toIds() {
    return ids.clone();
  }

  /** Returns whether the token at a position is the first of its word. */
  public boolean isWordStart(int position) {
    return wordStarts[position];
  }

  /** Returns the number of sentences. */
  public int getSentenceCount() {
    return sentenceStarts.length;
  }

  /** Returns the position of the first token of a sentence. */
  public int getSentenceStart(int sentence) {
    return sentenceStarts[sentence];
  }

  /** Returns the position after the last token of a sentence. */
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

  /**
   * Returns the ids, with {@code /} between sentences and {@code +} before pieces that continue a
   * word.
   */
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
          String.format(
              Locale.ROOT,
              "sentenceStarts must ascend from 0 and be below the number of tokens, %d, not %s",
              length,
              Arrays.toString(starts)));
    }
  }

  /** Builder that collects the tokens of a document from left to right. */
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

    /** Starts a new sentence with the next token. Sentences without tokens are dropped. */
    public void startSentence() {
      startsSentence = true;
    }

    /** Appends a token. The first token of the document always starts a sentence. */
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
     * Appends the tokens at positions [{@code from}, {@code to}) of a document with their word
     * starts and sentence boundaries.
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

    /** Returns the document with all tokens added so far. */
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
