package io.noisette.quickstart;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.corpus.Corpus;
import io.noisette.corpus.CorpusManifest;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.PrepareConfig;
import io.noisette.run.AtomicDirectory;
import io.noisette.run.DurableFiles;
import io.noisette.text.DocumentFormat;
import io.noisette.tokenizer.TokenizerTrainCommand;
import io.noisette.tokenizer.TokenizerTrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The stages before training: text, tokenizer and corpora. Existing files are complete and reused.
 */
final class QuickstartData {

  private static final int VOCABULARY_SIZE = 4096;
  private static final String LANGUAGE = "en";

  private final QuickstartDirectory directory;
  private final Console console;

  QuickstartData(QuickstartDirectory directory, Console console) {
    this.directory = directory;
    this.console = console;
  }

  void write(QuickstartText text) throws IOException {
    if (Files.notExists(directory.getText())) {
      try (AtomicDirectory unfinished = AtomicDirectory.create(directory.getText())) {
        text.write(unfinished.getPath());
        unfinished.commit();
      } catch (IOException e) {
        throw DurableFiles.name(directory.getText(), e);
      }
    }
    console.info(
        String.format(
            Locale.ROOT,
            "%s: %,.0f KB for training, %,.1f KB held out",
            text.describe(),
            Files.size(directory.getTrainingText()) / 1e3,
            Files.size(directory.getHeldOutText()) / 1e3));
  }

  void learnTokenizer() throws IOException {
    if (Files.exists(directory.getTokenizer())) {
      console.info("using the tokenizer " + directory.getTokenizer() + ", which exists already");
    } else {
      List<Path> text = List.of(directory.getTrainingText());
      new TokenizerTrainCommand()
          .train(
              new TokenizerTrainConfig(text, VOCABULARY_SIZE, directory.getTokenizer()), console);
    }
  }

  /**
   * Prepares the training and the held-out corpus.
   *
   * @return false if a signal stopped it early
   */
  boolean prepare(DocumentFormat format) throws IOException, InterruptedException {
    return prepare(directory.getTrainingText(), format, directory.getCorpus())
        && prepare(directory.getHeldOutText(), format, directory.getHeldOutCorpus());
  }

  private boolean prepare(Path text, DocumentFormat format, Path corpus)
      throws IOException, InterruptedException {
    if (Files.notExists(corpus)) {
      PrepareConfig config =
          new PrepareConfig(List.of(text), directory.getTokenizer(), corpus, format, LANGUAGE);
      try (StopSignal stop =
          StopSignal.listen(console, "stopping; the unfinished corpus is discarded")) {
        if (new PrepareCommand().prepare(config, console, stop) == null) {
          return false;
        }
      }
    }
    CorpusManifest made = Corpus.open(corpus).getManifest();
    console.info(
        String.format(
            Locale.ROOT,
            "%s: %,d documents, %,d sentences, %,d tokens",
            corpus,
            made.documents(),
            made.sentences(),
            made.tokens()));
    return true;
  }
}
