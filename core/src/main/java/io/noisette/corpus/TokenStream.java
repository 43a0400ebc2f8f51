package io.noisette.corpus;

import io.noisette.failure.CorruptDataException;
import java.util.Locale;
import java.util.function.LongUnaryOperator;

/**
 * A corpus as one stream of tokens, as a language model reads it: an {@code </s>} to begin with,
 * then all documents end to end. Where lines have no {@code </s>} of their own, documents do.
 * Thread-safe; any part can be read at once, and nothing is kept in memory.
 */
public final class TokenStream implements TokenSource {

  private final Corpus corpus;
  private final int eos;
  private final int documentEnd; // tokens that the stream adds behind each document

  /**
   * @param eos the id of {@code </s>}
   */
  public TokenStream(Corpus corpus, int eos) {
    this.corpus = corpus;
    this.eos = eos;
    documentEnd = corpus.getManifest().lineEnds() ? 0 : 1;
  }

  /** Number of tokens, with the {@code </s>} in front. */
  public long getLength() {
    return 1 + startOf(corpus.getDocumentCount());
  }

  @Override
  public int[] read(long from, int count) {
    if (from < 0 || count < 0 || from + count > getLength()) {
      throw new IndexOutOfBoundsException(
          String.format(Locale.ROOT, "tokens %,d to %,d of %,d", from, from + count, getLength()));
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

  /** Place of a document's first token, counted behind the first {@code </s>}. */
  private long startOf(long document) {
    return corpus.getFirstToken(corpus.getFirstSentence(document)) + documentEnd * document;
  }

  /** The last of some places that is not behind a token. */
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

  /** Goes through the sentences from a place on. */
  private final class Reader {

    private long document;
    private long sentence;
    private long skip; // tokens of the sentence at hand that come before

    Reader(long token) {
      document = findLast(0, corpus.getDocumentCount(), token, TokenStream.this::startOf);
      long inDocument = token - documentEnd * document; // counted without ends of documents
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
                      Locale.ROOT, ": sentence %,d is not where its index says", sentence));
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
