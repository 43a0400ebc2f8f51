package io.noisette.corpus;

import io.noisette.failure.CorruptDataException;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/**
 * A corpus as one stream of tokens for a language model: an initial {@code </s>}, then all
 * documents end to end. If the corpus has no {@code </s>} at the ends of lines, one is added after
 * each document. Thread-safe; any part can be read directly, and nothing is kept in memory.
 */
public final class TokenStream implements TokenSource {

  private final Corpus corpus;
  private final int eos;
  private final int documentEnd; // number of tokens that the stream adds after each document

  /**
   * Creates a stream over a corpus.
   *
   * @param eos token id of {@code </s>}
   */
  public TokenStream(Corpus corpus, int eos) {
    this.corpus = corpus;
    this.eos = eos;
    documentEnd = corpus.getManifest().lineEnds() ? 0 : 1;
  }

  /** Returns the number of tokens, including the initial {@code </s>}. */
  public long getLength() {
    return 1 + startOf(corpus.getDocumentCount());
  }

  @Override
  public int[] read(long from, int count) {
    if (from < 0 || count < 0 || from + count > getLength()) {
      throw new IndexOutOfBoundsException(
          String.format(
              Locale.ROOT,
              "from and count ask for the tokens [%,d, %,d), but the stream has only %,d tokens",
              from,
              from + count,
              getLength()));
    }
    int[] ids = new int[count];
    if (count == 0) {
      return ids;
    }
    if (from == 0) {
      ids[0] = eos;
    }
    int filled = from == 0 ? 1 : 0;
    if (filled < count) {
      new Reader(from + filled - 1).fill(ids, filled);
    }
    return ids;
  }

  /** Returns the position of a document's first token, not counting the initial {@code </s>}. */
  private long startOf(long document) {
    return corpus.getFirstToken(corpus.getFirstSentence(document)) + documentEnd * document;
  }

  /**
   * Returns the last index in {@code [low, high)} whose start is not after {@code token}: binary
   * search.
   */
  private static long findLast(long low, long high, long token, LongUnaryOperator start) {
    long first = low;
    long end = high;
    while (end - first > 1) {
      long middle = (first + end) >>> 1;
      if (start.applyAsLong(middle) <= token) {
        first = middle;
      } else {
        end = middle;
      }
    }
    return first;
  }

  /** Cursor over the sentences from a stream position on. */
  private final class Reader {

    private long document;
    private long sentence;
    private long skip; // tokens of the current sentence that come before the position

    Reader(long token) {
      document = findLast(0, corpus.getDocumentCount(), token, TokenStream.this::startOf);
      long inDocument = token - documentEnd * document; // not counting document ends
      long first = corpus.getFirstSentence(document);
      long end = corpus.getFirstSentence(document + 1);
      sentence = findLast(first, end, inDocument, corpus::getFirstToken);
      skip = inDocument - corpus.getFirstToken(sentence);
    }

    void fill(int[] ids, int from) {
      int filled = from;
      while (filled < ids.length) {
        long left = corpus.getTokenCount(sentence) - skip;
        if (left < 0) {
          throw new CorruptDataException(
              corpus.getDirectory()
                  + String.format(
                      Locale.ROOT,
                      ": sentence %,d is not at the position given in the index file; copy or"
                          + " prepare the corpus again",
                      sentence));
        }
        int count = (int) Math.min(left, ids.length - filled);
        corpus.read(sentence, (int) skip, count, ids, filled);
        filled += count;
        sentence++;
        skip = 0;
        while (filled < ids.length && sentence == corpus.getFirstSentence(document + 1)) {
          document++;
          if (documentEnd > 0) {
            ids[filled++] = eos;
          }
        }
      }
    }
  }
}
