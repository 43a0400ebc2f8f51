package io.noisette.corpus;

import io.noisette.failure.UsageException;
import io.noisette.settings.Setting;
import io.noisette.text.DocumentFormat;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of {@code prepare}. */
public record PrepareConfig(
    @Setting(help = "input text files: UTF-8, plain or gzip", placeholder = "FILE") List<Path> text,
    @Setting(
            help =
                "Hugging Face tokenizer.json, or a directory that holds one, vocab.json with"
                    + " merges.txt, or vocab.txt; or words: one token per whitespace-separated"
                    + " word, and </s> at the end of each line",
            placeholder = "FILE|words")
        Path tokenizer,
    @Setting(
            help =
                "with --tokenizer words: vocabulary.txt of another corpus, or fairseq's"
                    + " dict.txt (default: built from the input text)",
            placeholder = "FILE")
        @Nullable Path vocabulary,
    @Setting(
            help =
                "with --tokenizer words: minimum number of occurrences in the input text"
                    + " for a word to be in the vocabulary; rarer words become <unk>",
            byDefault = "1")
        int minCount,
    @Setting(help = "output directory of the corpus; must not exist yet", placeholder = "DIR")
        Path output,
    @Setting(
            help =
                "rule that splits files into documents: jsonl, title (at lines '= Title ='),"
                    + " blank-line, line (each line a document), or auto (the first of these that"
                    + " fits; with --tokenizer words only title, else the file is one document)",
            byDefault = "auto")
        DocumentFormat documents,
    @Setting(help = "ISO 639 code of the language, for sentence splitting", byDefault = "en")
        String language) {

  private static final Path WORDS = Path.of("words");

  public PrepareConfig {
    text = List.copyOf(text);
    if (minCount < 1) {
      throw new IllegalArgumentException("min-count must be at least 1, not " + minCount);
    }
    if (tokenizer.equals(WORDS)) {
      requireWordsDocuments(documents);
      if (vocabulary != null && minCount > 1) {
        throw new UsageException(
            "--min-count is for building a vocabulary and cannot be combined with"
                + " --vocabulary");
      }
    } else if (vocabulary != null || minCount > 1) {
      throw new UsageException(
          (vocabulary != null ? "--vocabulary" : "--min-count")
              + " is only for --tokenizer words, not for --tokenizer "
              + tokenizer);
    }
  }

  /** Creates settings with the defaults of {@code prepare}. */
  public PrepareConfig(List<Path> text, Path tokenizer, Path output) {
    this(text, tokenizer, output, DocumentFormat.AUTO, "en");
  }

  /** Creates settings for a {@code tokenizer.json}. */
  public PrepareConfig(
      List<Path> text, Path tokenizer, Path output, DocumentFormat documents, String language) {
    this(text, tokenizer, null, 1, output, documents, language);
  }

  /**
   * Creates settings for a word-level corpus.
   *
   * @param vocabulary {@code vocabulary.txt} of another corpus, or null to build the vocabulary
   *     from {@code text}
   */
  public static PrepareConfig words(List<Path> text, @Nullable Path vocabulary, Path output) {
    return new PrepareConfig(text, WORDS, vocabulary, 1, output, DocumentFormat.AUTO, "en");
  }

  boolean isWords() {
    return tokenizer.equals(WORDS);
  }

  private static void requireWordsDocuments(DocumentFormat documents) {
    if (documents != DocumentFormat.AUTO && documents != DocumentFormat.TITLE) {
      throw new UsageException(
          "--tokenizer words keeps the lines of the text as they are, so --documents"
              + " must be auto or title");
    }
  }
}
