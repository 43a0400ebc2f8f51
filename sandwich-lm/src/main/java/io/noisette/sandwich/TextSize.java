package io.noisette.sandwich;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.corpus.Corpus;
import io.noisette.text.Words;
import io.noisette.tokenizer.Tokenizer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Number of words and bytes in a corpus of word pieces, by which losses are divided to compare
 * models with different tokenizers. The end of a document counts as one word and one byte, as the
 * end of a line does in corpora of whole words.
 */
record TextSize(long words, long bytes) {

  /** Counts words and bytes by decoding one document at a time. */
  static TextSize of(Corpus corpus, Tokenizer tokenizer) {
    long words = 0;
    long bytes = 0;
    for (long document = 0; document < corpus.getDocumentCount(); document++) {
      String text = tokenizer.decode(read(corpus, document));
      words += Words.count(text) + 1;
      bytes += text.getBytes(UTF_8).length + 1;
    }
    return new TextSize(words, bytes);
  }

  private static int[] read(Corpus corpus, long document) {
    return LongStream.range(
            corpus.getFirstSentence(document), corpus.getFirstSentence(document + 1))
        .mapToObj(corpus::readSentence)
        .flatMapToInt(IntStream::of)
        .toArray();
  }
}
