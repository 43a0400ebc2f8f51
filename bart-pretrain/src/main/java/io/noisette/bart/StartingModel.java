package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SpecialTokens;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.SameWords;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;

/** The model that a run begins with: new, or that of {@code --init-from}. */
final class StartingModel {

  private final BartPretrainConfig config;
  private final Tokenizer tokenizer;
  private final Console console;

  StartingModel(BartPretrainConfig config, Tokenizer tokenizer, Console console) {
    this.config = config;
    this.tokenizer = tokenizer;
    this.console = console;
  }

  BartModel open(NDManager manager) throws IOException {
    Path from = config.training().initFrom();
    Precision precision = config.runtime().precision();
    if (from == null) {
      return BartModel.initialize(manager, newConfig(), precision, config.training().seed());
    }
    Path directory = ModelPath.resolve(from);
    BartConfig model = withDropout(directory);
    new SameWords(directory, "--init-from").require(model.vocabSize(), tokenizer, console);
    console.info("weights and shape from " + directory);
    return new BartDirectory(directory, console::info).read(manager, model, precision);
  }

  /** The configuration of a model directory, with the dropout of this run. */
  BartConfig withDropout(Path directory) throws IOException {
    double dropout = config.training().dropout();
    DropoutRates rates = new DropoutRates(dropout, 0, 0, 0);
    BartConfig model = new BartDirectory(directory).readConfig().withDropout(rates);
    if (config.training().sequenceLength() > model.maxPositionEmbeddings()) {
      throw new UsageException(
          "--sequence-length %d, but %s has max_position_embeddings %d"
              .formatted(
                  config.training().sequenceLength(), directory, model.maxPositionEmbeddings()));
    }
    return model;
  }

  private BartConfig newConfig() {
    int eos = tokenizer.getEosId();
    SpecialTokens special = new SpecialTokens(tokenizer.getBosId(), tokenizer.getPadId(), eos, eos);
    return config.toModel(tokenizer.getSize(), special);
  }
}
