package io.noisette.corpus;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.command.Topic;
import io.noisette.text.Document;
import io.noisette.text.DocumentReader;
import io.noisette.text.SentenceSplitter;
import io.noisette.text.TextFiles;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Subcommand {@code prepare}: tokenizes text files into a corpus. */
public final class PrepareCommand implements Command<PrepareConfig> {

  @Override
  public String getSummary() {
    return "Tokenize text files into a corpus for training";
  }

  @Override
  public Topic getTopic() {
    return Topic.DATA;
  }

  @Override
  public String getDetails() {
    return """
    Example: noisette prepare --text wiki-*.txt.gz --tokenizer tokenizer.json --output corpus
             noisette prepare --text wiki.train.tokens --tokenizer words --output corpus
             noisette prepare --text wiki.valid.tokens --tokenizer words \\
                 --vocabulary corpus/vocabulary.txt --output held-out
    Line breaks inside a document become spaces, and sentence boundaries are recorded. With
    --tokenizer words lines are kept, each with </s> at its end. The output directory appears only
    when it is complete.\
    """;
  }

  @Override
  public Class<PrepareConfig> getSettingsType() {
    return PrepareConfig.class;
  }

  @Override
  public int execute(PrepareConfig config, Console console)
      throws IOException, InterruptedException {
    CorpusManifest corpus;
    try (StopSignal stop =
        StopSignal.listen(console, "stopping; the unfinished corpus is not kept")) {
      corpus = prepare(config, console, stop);
    }
    if (corpus == null) {
      return 1;
    }
    for (CorpusManifest.Source source : corpus.sources()) {
      tell(source, console);
    }
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %,d documents, %,d %s, %,d tokens%n",
            config.output(),
            corpus.documents(),
            corpus.sentences(),
            corpus.lineEnds() ? "lines" : "sentences",
            corpus.tokens());
    return 0;
  }

  private static void tell(CorpusManifest.Source source, Console console) {
    if (source.bytes() == 0) {
      console.warn("the input file " + source.name() + " is empty and adds no document");
    } else {
      console.info(
          String.format(
              Locale.ROOT, "%s: split into documents by %s", source.name(), source.documents()));
    }
  }

  /**
   * Writes a corpus and returns its description, or null if {@code stop} was requested, in which
   * case no files are left.
   */
  public @Nullable CorpusManifest prepare(PrepareConfig config, Console console, StopSignal stop)
      throws IOException, InterruptedException {
    CorpusWriter.requireFree(config.output());
    if (config.isWords()) {
      return new WordPreparation(config, console, stop).prepare();
    }
    long total = TextFiles.measureText(config.text());
    SentenceSplitter splitter = new SentenceSplitter(config.language());
    try (Tokenizer tokenizer = Tokenizer.load(config.tokenizer());
        CorpusWriter writer = new CorpusWriter(config.output(), tokenizer, config.language())) {
      List<CorpusManifest.Source> sources = new ArrayList<>();
      try (SentenceEncoder encoder = new SentenceEncoder(tokenizer, writer);
          Progress progress = console.progress("prepare", total, "bytes")) {
        for (Path file : config.text()) {
          try (DocumentReader reader = DocumentReader.open(file, config.documents())) {
            long before = sources.stream().mapToLong(CorpusManifest.Source::bytes).sum();
            Document document = reader.read();
            while (document != null && !stop.isRequested()) {
              encoder.add(splitter.split(document));
              progress.update(before + reader.getBytesRead(), "");
              document = reader.read();
            }
            sources.add(describe(file, reader));
          }
        }
        encoder.flush(console);
      }
      return stop.isRequested() ? null : writer.finish(sources);
    }
  }

  private static CorpusManifest.Source describe(Path file, DocumentReader reader) {
    String format = reader.getFormat().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new CorpusManifest.Source(
        String.valueOf(file.getFileName()), format, reader.getBytesRead(), reader.getDigest());
  }
}
