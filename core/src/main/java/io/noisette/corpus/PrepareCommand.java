package io.noisette.corpus;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.Topic;
import io.noisette.text.Document;
import io.noisette.text.DocumentFormat;
import io.noisette.text.DocumentReader;
import io.noisette.text.SentenceSplitter;
import io.noisette.text.TextFiles;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The verb {@code prepare}: text files to a tokenized corpus. */
public final class PrepareCommand implements Command<PrepareSettings> {

  @Override
  public String getSummary() {
    return "Turn text files into a tokenized corpus";
  }

  @Override
  public Topic getTopic() {
    return Topic.DATA;
  }

  @Override
  public String getDetails() {
    return """
        Example: noisette prepare --text wiki-*.txt.gz --tokenizer tokenizer.json --output corpus
        A document stays in one piece; its line breaks become spaces and its sentences are kept.
        The directory appears when it is complete.""";
  }

  @Override
  public Class<PrepareSettings> getSettingsType() {
    return PrepareSettings.class;
  }

  @Override
  public int execute(PrepareSettings settings, Console console)
      throws IOException, InterruptedException {
    CorpusWriter.checkFree(settings.output());
    long total = TextFiles.measure(settings.text());
    SentenceSplitter splitter = new SentenceSplitter(settings.language());
    try (Tokenizer tokenizer = Tokenizer.load(settings.tokenizer());
        CorpusWriter writer = new CorpusWriter(settings.output(), tokenizer, settings.language())) {
      List<CorpusManifest.Source> sources = new ArrayList<>();
      try (SentenceEncoder encoder = new SentenceEncoder(tokenizer, writer);
          Progress progress = console.progress("prepare", total, "bytes")) {
        long done = 0;
        for (Path file : settings.text()) {
          CorpusManifest.Source source =
              readFile(file, settings.documents(), splitter, encoder, progress, done);
          console.info("%s: documents by %s".formatted(file, source.documents()));
          sources.add(source);
          done += source.bytes();
        }
        encoder.flush();
      }
      CorpusManifest corpus = writer.finish(sources);
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s: %,d documents, %,d sentences, %,d tokens%n",
              settings.output(),
              corpus.documents(),
              corpus.sentences(),
              corpus.tokens());
    }
    return 0;
  }

  private static CorpusManifest.Source readFile(
      Path file,
      DocumentFormat format,
      SentenceSplitter splitter,
      SentenceEncoder encoder,
      Progress progress,
      long before)
      throws IOException, InterruptedException {
    try (DocumentReader reader = DocumentReader.open(file, format)) {
      for (Document document = reader.read(); document != null; document = reader.read()) {
        encoder.add(splitter.split(document));
        progress.update(before + reader.getBytesRead(), "");
      }
      String name = String.valueOf(file.getFileName());
      String documents = reader.getFormat().name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new CorpusManifest.Source(name, documents, reader.getBytesRead(), reader.getDigest());
    }
  }
}
