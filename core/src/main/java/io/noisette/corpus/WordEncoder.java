package io.noisette.corpus;

import io.noisette.failure.UsageException;
import io.noisette.text.TextLines;
import io.noisette.text.TitleLine;
import io.noisette.text.WhiteSpace;
import io.noisette.text.Words;
import io.noisette.tokenizer.WordVocabulary;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Encoder of lines as word-level token ids; a document begins at each title line and at the start
 * of each file.
 */
final class WordEncoder {

  private final WordVocabulary vocabulary;
  private final CorpusWriter writer;
  private boolean inText; // true if the current document has a non-blank line
  private boolean hasTitles;
  private long words;
  private long unknown;
  private @Nullable String firstUnknown;

  WordEncoder(WordVocabulary vocabulary, CorpusWriter writer) {
    this.vocabulary = vocabulary;
    this.writer = writer;
  }

  /**
   * Encodes a line, with {@code </s>} at its end, and writes it.
   *
   * @throws UsageException if a word is unknown and the vocabulary's text had no {@code <unk>}
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
    inText |= !WhiteSpace.isBlank(line);
    writer.addSentence(ids.add(vocabulary.getEosId()).build().toArray());
  }

  /**
   * Ends the document at the end of a file and returns the rule by which the file was split into
   * documents.
   */
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

  /** Returns the first unknown word with its file and line, or null if all words are known. */
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
                "%s:%d: '%s' is not in the vocabulary, and the text that the vocabulary was"
                    + " built from has no <unk>; prepare that text again with --min-count %d",
                lines.getFile(),
                lines.getLineNumber(),
                word,
                vocabulary.getMinCountForUnk()));
      }
      if (firstUnknown == null) {
        firstUnknown =
            String.format(Locale.ROOT, "'%s', %s:%d", word, lines.getFile(), lines.getLineNumber());
      }
    }
    return vocabulary.getId(word);
  }
}
