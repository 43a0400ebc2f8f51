package io.noisette.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.model.sandwich.SandwichDirectory;
import io.noisette.model.sandwich.SandwichModel;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.SameWords;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The model that a run begins with: new, that of {@code --init-from}, or that of a checkpoint. */
final class StartingModel {

  private final SandwichLmConfig config;
  private final LanguageData data;
  private final Console console;

  StartingModel(SandwichLmConfig config, LanguageData data, Console console) {
    this.config = config;
    this.data = data;
    this.console = console;
  }

  /**
   * Opens it.
   *
   * @param resumePoint the checkpoint to go on from; null at a start from the beginning
   */
  SandwichModel open(NDManager manager, @Nullable Path resumePoint) throws IOException {
    Precision precision = config.runtime().precision();
    Path from = config.training().initFrom();
    if (resumePoint != null) {
      return read(manager, resumePoint);
    }
    if (from == null) {
      SandwichConfig model = config.toModel(data.getTokenizer().getSize(), data.getTokens());
      return SandwichModel.initialize(manager, model, precision, config.training().seed());
    }
    Path directory = ModelPath.resolve(from);
    int vocabSize = new SandwichDirectory(directory).readConfig().vocabSize();
    new SameWords(directory, "--init-from").require(vocabSize, data.getTokenizer(), console);
    console.info("weights and shape from " + directory);
    return read(manager, directory);
  }

  /** A model with the dropout of this run. */
  private SandwichModel read(NDManager manager, Path path) throws IOException {
    SandwichDirectory directory = new SandwichDirectory(path);
    SandwichConfig model = directory.readConfig().with(it -> it.dropout(config.rates()));
    if (config.training().sequenceLength() > model.maxPositions()) {
      throw new UsageException(
          "--sequence-length %d, but %s has max_positions %d"
              .formatted(config.training().sequenceLength(), path, model.maxPositions()));
    }
    return directory.read(manager, model, config.runtime().precision());
  }
}
