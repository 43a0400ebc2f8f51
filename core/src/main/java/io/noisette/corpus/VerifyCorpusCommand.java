package io.noisette.corpus;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Subcommand {@code verify-corpus}: reads every byte of a corpus and checks it. */
public final class VerifyCorpusCommand implements Command<VerifyCorpusConfig> {

  @Override
  public String getSummary() {
    return "Check the files of a corpus for damage: digests, sizes and format";
  }

  @Override
  public Topic getTopic() {
    return Topic.DATA;
  }

  @Override
  public String getDetails() {
    return """
    Example: noisette verify-corpus corpus
    If a file is damaged, names it and the damage, and ends with exit code 3.\
    """;
  }

  @Override
  public Class<VerifyCorpusConfig> getSettingsType() {
    return VerifyCorpusConfig.class;
  }

  @Override
  public int execute(VerifyCorpusConfig config, Console console) throws IOException {
    for (Path directory : config.directories()) {
      Corpus corpus = Corpus.open(directory);
      CorpusManifest manifest = corpus.getManifest();
      try (Progress progress =
          console.progress("verify", CorpusVerifier.getWork(manifest), "bytes")) {
        new CorpusVerifier(corpus).verify(done -> progress.update(done, ""));
      }
      console
          .out()
          .printf(
              Locale.ROOT,
              "%s: intact; %,d documents, %,d sentences, %,d tokens, vocabulary size %,d%n",
              directory,
              manifest.documents(),
              manifest.sentences(),
              manifest.tokens(),
              manifest.vocabularySize());
    }
    return 0;
  }
}
