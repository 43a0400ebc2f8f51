package io.noisette.tokenizer;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.LineReader;
import io.noisette.text.WhiteSpace;
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
 * {@code vocabulary.txt}: a line {@code word count} for each id, in order. A {@code dict.txt} of
 * fairseq, which leaves out the four special words in front, is read too.
 */
public final class WordVocabularyFile {

  public static final String NAME = "vocabulary.txt";

  /** More than any vocabulary has: a guard against other files. */
  private static final int MAX_WORDS = 1 << 24;

  private WordVocabularyFile() {}

  /**
   * Reads a vocabulary.
   *
   * @param path the file, or a directory with one, such as a corpus
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
          throw corrupt(lines, "has '%s' a second time", entry.word());
        }
        entries.add(entry);
        if (entries.size() > MAX_WORDS) {
          throw corrupt(lines, "is more than any vocabulary has: '%s'", line);
        }
      }
    }
    requireSpecials(file, entries);
    return new WordVocabulary(entries);
  }

  /** The text of the file. */
  public static String print(WordVocabulary vocabulary) {
    return vocabulary.getEntries().stream()
        .map(entry -> entry.word() + " " + entry.count() + "\n")
        .collect(Collectors.joining());
  }

  private static WordVocabulary.@Nullable Entry parse(String line) {
    int space = line.lastIndexOf(' ');
    String word = space < 0 ? "" : line.substring(0, space);
    if (word.isEmpty() || word.chars().anyMatch(WhiteSpace::isWhiteSpace)) {
      return null;
    }
    try {
      long count = Long.parseLong(line.substring(space + 1));
      return count < 0 ? null : new WordVocabulary.Entry(word, count);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A {@code dict.txt} does not say how often {@code <unk>} occurs; it is taken for known. */
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
                  ? " is empty: not a vocabulary"
                  : " begins with " + first + ", not with " + WordVocabulary.SPECIALS));
    }
  }

  private static CorruptDataException corrupt(LineReader lines, String what, String text) {
    String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
    return new CorruptDataException(
        String.format(
            Locale.ROOT,
            "%s:%d: the line %s; a vocabulary has lines such as 'the 1234'",
            lines.getFile(),
            lines.getLineNumber(),
            String.format(Locale.ROOT, what, shown)));
  }
}
