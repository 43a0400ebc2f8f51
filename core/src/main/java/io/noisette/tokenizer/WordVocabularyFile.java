package io.noisette.tokenizer;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.Excerpt;
import io.noisette.text.LineReader;
import io.noisette.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reader and writer of {@code vocabulary.txt}, which has one line {@code word count} per token id,
 * in order. It also reads fairseq's {@code dict.txt}, which leaves out the four special tokens at
 * the start.
 */
public final class WordVocabularyFile {

  private static final int MOST_SHOWN = 80; // characters of a line in a message
  public static final String NAME = "vocabulary.txt";

  /** Maximum number of words, above any real vocabulary; rejects files that are something else. */
  private static final int MAX_WORDS = 1 << 24;

  private WordVocabularyFile() {}

  /**
   * Reads a vocabulary from a file, or from {@code vocabulary.txt} in a directory.
   *
   * @param path the file, or a directory that holds a {@code vocabulary.txt}, such as a corpus
   */
  public static WordVocabulary read(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
    if (Files.notExists(file)) {
      throw new UsageException("there is no vocabulary " + file);
    }
    List<WordVocabulary.Entry> entries = new ArrayList<>();
    Set<String> known = new HashSet<>();
    try (LineReader lines = LineReader.open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        WordVocabulary.Entry entry = parse(line);
        if (entry == null) {
          throw corrupt(lines, "is not a word and a count: '%s'", line);
        }
        if (entries.isEmpty() && !entry.word().equals(WordVocabulary.SPECIALS.get(0))) {
          addSpecials(entries, known);
        }
        if (!known.add(entry.word())) {
          throw corrupt(lines, "repeats the word '%s'", entry.word());
        }
        entries.add(entry);
        if (entries.size() > MAX_WORDS) {
          throw corrupt(lines, "is beyond the maximum number of words: '%s'", line);
        }
      }
    }
    requireSpecials(file, entries);
    return new WordVocabulary(entries);
  }

  /** Returns the contents of {@code vocabulary.txt} for a vocabulary. */
  public static String print(WordVocabulary vocabulary) {
    return vocabulary.getEntries().stream()
        .map(entry -> entry.word() + " " + entry.count() + "\n")
        .collect(Collectors.joining());
  }

  private static WordVocabulary.@Nullable Entry parse(String line) {
    int space = line.lastIndexOf(' ');
    String word = space < 0 ? "" : line.substring(0, space);
    if (word.isEmpty() || word.chars().anyMatch(Words::isSeparator)) {
      return null;
    }
    try {
      long count = Long.parseLong(line.substring(space + 1));
      return count < 0 ? null : new WordVocabulary.Entry(word, count);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * Adds the special tokens that a {@code dict.txt} leaves out. The file does not say how often
   * {@code <unk>} occurs; it is assumed to occur.
   */
  private static void addSpecials(List<WordVocabulary.Entry> entries, Set<String> known) {
    for (String special : WordVocabulary.SPECIALS) {
      entries.add(new WordVocabulary.Entry(special, 1));
      known.add(special);
    }
  }

  private static void requireSpecials(Path file, List<WordVocabulary.Entry> entries) {
    List<String> first =
        entries.stream()
            .limit(WordVocabulary.SPECIALS.size())
            .map(WordVocabulary.Entry::word)
            .toList();
    if (entries.isEmpty() || !first.equals(WordVocabulary.SPECIALS)) {
      throw new CorruptDataException(
          file
              + (entries.isEmpty()
                  ? " is empty, not a vocabulary"
                  : " begins with " + first + ", not with " + WordVocabulary.SPECIALS));
    }
  }

  private static CorruptDataException corrupt(LineReader lines, String what, String text) {
    return new CorruptDataException(
        String.format(
            Locale.ROOT,
            "%s:%d: the line %s; a vocabulary has lines such as 'the 1234'",
            lines.getFile(),
            lines.getLineNumber(),
            String.format(Locale.ROOT, what, Excerpt.of(text, MOST_SHOWN))));
  }
}
