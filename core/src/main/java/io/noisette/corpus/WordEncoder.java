package io.noisette.corpus;

import io.noisette.failure.UsageException;
import io.noisette.text.TextLines;
import io.noisette.text.TitleLine;
import io.noisette.text.Words;
import io.noisette.tokenizer.WordVocabulary;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns lines into ids of whole words; a document begins at a title, or with its file. */
final class WordEncoder {

  private final WordVocabulary vocabulary;
  private final CorpusWriter writer;
  private boolean inText; // whether the open document has a line that is not empty
  private boolean hasTitles;
  private long words;
  private long unknown;
  private @Nullable String firstUnknown;

  WordEncoder(WordVocabulary vocabulary, CorpusWriter writer) {
    this.vocabulary = vocabulary;
    this.writer = writer;
  }

  /**
   * Adds a line and its end.
   *
   * @throws UsageException if a word is unknown and {@code <unk>} is too
   */
  void addLine(TextLines lines, String line) throws IOException {
    if (TitleLine.isTitle(line)) {
      hasTitles = true;
      if (inText) {
        writer.endDocument();
      }
    }
    IntStream.Builder ids = IntStream.builder();
    Words.forEach(line, word -> ids.add(toId(lines, word)));
    inText |= !line.isBlank();
    writer.addSentence(ids.add(vocabulary.getEosId()).build().toArray());
  }

  /** Ends the document, and says by what the file was divided. */
  String endFile() throws IOException {
    writer.endDocument();
    String documents = hasTitles ? "title" : "file";
    inText = false;
    hasTitles = false;
    return documents;
  }

  long getWords() {
    return words;
  }

  long getUnknown() {
    return unknown;
  }

  /** The first word that is not in the vocabulary, and where it stands; null if there is none. */
  @Nullable String getFirstUnknown() {
    return firstUnknown;
  }

  private int toId(TextLines lines, String word) {
    words++;
    if (!vocabulary.contains(word)) {
      unknown++;
      if (!vocabulary.hasSeenUnk()) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "%s:%d: '%s' is not in the vocabulary, and the text of the vocabulary has no <unk> to stand for it; prepare that text again with --min-count 2",
                lines.getFile(),
                lines.getLineNumber(),
                word));
      }
      if (firstUnknown == null) {
        firstUnknown =
            String.format(Locale.ROOT, "'%s', %s:%d", word, lines.getFile(), lines.getLineNumber());
      }
    }
    return vocabulary.getId(word);
  }
}
