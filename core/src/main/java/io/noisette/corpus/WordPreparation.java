package io.noisette.corpus;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import io.noisette.text.TextFiles;
import io.noisette.text.TextLines;
import io.noisette.text.Words;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.tokenizer.WordVocabulary;
import io.noisette.tokenizer.WordVocabularyFile;
import io.noisette.tokenizer.bpe.WordCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Preparation of a word-level corpus: each line, also an empty one, ends in {@code </s>}, as in
 * fairseq's preprocessing. Memory grows with the vocabulary only.
 */
final class WordPreparation {

  private final PrepareConfig config;
  private final Console console;
  private final StopSignal stop;

  WordPreparation(PrepareConfig config, Console console, StopSignal stop) {
    this.config = config;
    this.console = console;
    this.stop = stop;
  }

  /** Writes the corpus and returns its description, or null if a stop was requested. */
  @Nullable CorpusManifest prepare() throws IOException {
    long bytes = TextFiles.measureText(config.text());
    WordVocabulary vocabulary = vocabulary(bytes);
    if (stop.isRequested()) {
      return null;
    }
    try (Tokenizer tokenizer = Tokenizer.of(vocabulary);
        CorpusWriter writer = new CorpusWriter(config.output(), tokenizer, config.language())) {
      writer.addVocabulary(vocabulary);
      WordEncoder encoder = new WordEncoder(vocabulary, writer);
      List<CorpusManifest.Source> sources = new ArrayList<>();
      readAll(
          "prepare",
          bytes,
          encoder::addLine,
          lines -> {
            String documents = encoder.endFile();
            String name = String.valueOf(lines.getFile().getFileName());
            sources.add(
                new CorpusManifest.Source(
                    name, documents, lines.getBytesRead(), lines.getDigest()));
          });
      if (stop.isRequested()) {
        return null;
      }
      if (encoder.getWords() == 0) {
        throw TextFiles.noText(config.text(), "prepare");
      }
      console.info(
          String.format(
              Locale.ROOT, "vocabulary: %,d words, special tokens included", vocabulary.getSize()));
      tellUnknown(encoder);
      return writer.finish(sources);
    }
  }

  private WordVocabulary vocabulary(long bytes) throws IOException {
    Path given = config.vocabulary();
    if (given != null) {
      return WordVocabularyFile.read(given);
    }
    for (Path file : config.text()) {
      if (!Files.isRegularFile(file)) {
        throw new UsageException(
            file
                + " can be read only once, but building a vocabulary needs a separate pass:"
                + " give a vocabulary with --vocabulary, or the text as a regular file");
      }
    }
    WordCounts counts = new WordCounts();
    String end = "</s>";
    readAll(
        "count words",
        bytes,
        (lines, line) -> {
          Words.forEach(line, counts::add);
          counts.add(end);
        },
        lines -> {});
    return WordVocabulary.of(counts, config.minCount());
  }

  /** Action on each line. */
  @FunctionalInterface
  private interface LineAction {
    void take(TextLines lines, String line) throws IOException;
  }

  /** Action at the end of each file. */
  @FunctionalInterface
  private interface FileAction {
    void take(TextLines lines) throws IOException;
  }

  private void readAll(String what, long total, LineAction onLine, FileAction onEnd)
      throws IOException {
    try (Progress progress = console.progress(what, total, "bytes")) {
      long before = 0;
      for (Path file : config.text()) {
        try (TextLines lines = TextLines.open(file)) {
          String line = lines.readLine();
          while (line != null && !stop.isRequested()) {
            for (String part : Words.splitLines(line)) {
              onLine.take(lines, part);
            }
            progress.update(before + lines.getBytesRead(), "");
            line = lines.readLine();
          }
          onEnd.take(lines);
          before += lines.getBytesRead();
        }
      }
    }
  }

  private void tellUnknown(WordEncoder encoder) {
    String first = encoder.getFirstUnknown();
    if (first != null) {
      console.info(
          String.format(
              Locale.ROOT,
              "%,d of %,d words (%.2f %%) are not in the vocabulary and become <unk>; the"
                  + " first is %s",
              encoder.getUnknown(),
              encoder.getWords(),
              100.0 * encoder.getUnknown() / encoder.getWords(),
              first));
    }
  }
}
