package io.noisette.quickstart;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.failure.UsageException;
import io.noisette.text.Document;
import io.noisette.text.DocumentFormat;
import io.noisette.text.DocumentReader;
import io.noisette.text.SentenceSplitter;
import io.noisette.text.TextFiles;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Text files of the user, read twice: once to measure and identify them, once to divide them into
 * training and held-out text.
 *
 * <p>Every twentieth document is held out; if there are fewer than twenty documents, the last
 * twentieth of the sentences.
 */
final class OwnText implements QuickstartText {

  private static final int LEAST_CHARACTERS = 10_000;
  private static final int LEAST_SENTENCES = 20;

  private final List<Path> files;
  private final List<TextSource> sources = new ArrayList<>();
  private final SentenceSplitter splitter = new SentenceSplitter("en");
  private boolean titled = true;
  private long documents;
  private long characters;
  private long sentences; // counted only while the documents are few

  private OwnText(List<Path> files) {
    this.files = files;
  }

  /**
   * Reads all files once.
   *
   * @throws UsageException if a file is missing or not regular, or there is too little text
   */
  static OwnText inspect(List<Path> files, Console console) throws IOException {
    long total = TextFiles.measureText(files);
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new UsageException(
            "%s must be a regular file: quickstart reads it more than once".formatted(file));
      }
    }
    OwnText text = new OwnText(List.copyOf(files));
    try (Progress progress = console.progress("read text", total, "bytes")) {
      text.inspect(progress);
    }
    text.requireEnough();
    return text;
  }

  @Override
  public List<TextSource> getSources() {
    return List.copyOf(sources);
  }

  @Override
  public DocumentFormat getFormat() {
    return titled ? DocumentFormat.TITLE : DocumentFormat.LINE;
  }

  @Override
  public void write(Path directory) throws IOException {
    try (Writer training = Files.newBufferedWriter(directory.resolve(TRAINING));
        Writer heldOut = Files.newBufferedWriter(directory.resolve(HELD_OUT))) {
      Division division =
          areDocumentsFew()
              ? new BySentences(training, heldOut)
              : new ByDocuments(training, heldOut);
      for (Path file : files) {
        try (DocumentReader reader = DocumentReader.open(file, DocumentFormat.AUTO)) {
          for (Document read = reader.read(); read != null; read = reader.read()) {
            division.add(read);
          }
        }
      }
    }
  }

  private void inspect(Progress progress) throws IOException {
    long before = 0;
    for (Path file : files) {
      try (DocumentReader reader = DocumentReader.open(file, DocumentFormat.AUTO)) {
        titled &= reader.getFormat() == DocumentFormat.TITLE;
        for (Document read = reader.read(); read != null; read = reader.read()) {
          documents++;
          characters += read.text().length();
          sentences += areDocumentsFew() ? splitter.split(read).size() : 0;
          progress.update(before + reader.getBytesRead(), "");
        }
        before += reader.getBytesRead();
        sources.add(new TextSource(String.valueOf(file.getFileName()), reader.getDigest()));
      }
    }
  }

  private void requireEnough() {
    if (characters < LEAST_CHARACTERS || (areDocumentsFew() && sentences < LEAST_SENTENCES)) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--text has only %,d characters in %,d documents; quickstart needs at least %,d"
                  + " characters and %d sentences",
              characters,
              documents,
              LEAST_CHARACTERS,
              LEAST_SENTENCES));
    }
  }

  private boolean areDocumentsFew() {
    return documents < HELD_OUT_EVERY;
  }

  /** Writes a document; in a titled text, its title is on a line of its own. */
  private static void write(Document document, Writer file) throws IOException {
    int body = document.titleLength();
    if (body > 0) {
      file.write(document.text().substring(0, body) + "\n");
    }
    file.write(document.text().substring(body).strip() + "\n");
  }

  private interface Division {
    void add(Document document) throws IOException;
  }

  private static final class ByDocuments implements Division {

    private final Writer training;
    private final Writer heldOut;
    private long count;

    ByDocuments(Writer training, Writer heldOut) {
      this.training = training;
      this.heldOut = heldOut;
    }

    @Override
    public void add(Document document) throws IOException {
      count++;
      OwnText.write(document, count % HELD_OUT_EVERY == 0 ? heldOut : training);
    }
  }

  private final class BySentences implements Division {

    private final Writer training;
    private final Writer heldOut;
    private long left = sentences - sentences / HELD_OUT_EVERY; // for training

    BySentences(Writer training, Writer heldOut) {
      this.training = training;
      this.heldOut = heldOut;
    }

    @Override
    public void add(Document document) throws IOException {
      List<String> all = splitter.split(document);
      int first = (int) Math.min(left, all.size());
      left -= first;
      String kept = String.join("", all.subList(0, first));
      if (first > 0) {
        OwnText.write(new Document(kept, document.titleLength()), training);
      }
      if (first < all.size()) {
        int title = first == 0 ? document.titleLength() : 0;
        OwnText.write(new Document(document.text().substring(kept.length()), title), heldOut);
      }
    }
  }
}
