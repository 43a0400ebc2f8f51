package io.noisette.noising.builtin;

import io.noisette.noising.spi.TokenizedDocument;
import java.util.random.RandomGenerator;

/** Insertion of masks, or random tokens, between the tokens of a document. */
final class Insertion {

  private Insertion() {}

  /**
   * Returns the document with {@code count} tokens inserted; all sets of positions in the longer
   * document, its ends included, are equally likely.
   */
  static TokenizedDocument insert(
      TokenizedDocument document, int count, Replacement replacement, RandomGenerator random) {
    if (count == 0) {
      return document;
    }
    int length = document.getLength() + count;
    boolean[] isNew = Sampling.subset(count, length, random);
    TokenizedDocument.Builder longer = TokenizedDocument.builder(length);
    int place = 0;
    for (int sentence = 0; sentence < document.getSentenceCount(); sentence++) {
      longer.startSentence();
      int end = document.getSentenceEnd(sentence);
      for (int i = document.getSentenceStart(sentence); i < end; i++) {
        for (; isNew[place]; place++) {
          add(longer, replacement, random);
        }
        longer.add(document.getId(i), document.isWordStart(i));
        place++;
      }
    }
    for (; place < length; place++) {
      add(longer, replacement, random);
    }
    return longer.build();
  }

  private static void add(
      TokenizedDocument.Builder longer, Replacement replacement, RandomGenerator random) {
    int id = replacement.draw(random);
    longer.add(id, replacement.isWordStart(id));
  }
}
