package io.noisette.bart;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.corpus.Corpus;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.noising.NoiseCompiler;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingLog;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;

/** Pretrains a BART: opens the text, and has {@link Trainer} train on it. */
public final class BartPretrainRecipe {

  private final BartPretrainConfig config;
  private final NoiseCompiler noiseCompiler;
  private final Console console;

  public BartPretrainRecipe(
      BartPretrainConfig config, NoiseCompiler noiseCompiler, Console console) {
    this.config = config;
    this.noiseCompiler = noiseCompiler;
    this.console = console;
  }

  /** Trains to the last step; returns where it stands. */
  public TrainingState train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains to the last step, or to the next one when asked to stop; returns where it stands. If the
   * settings ask for a dry run, only shows what the run would be.
   */
  public TrainingState train(StopSignal stop) throws IOException {
    if (config.runtime().dryRun()) {
      showPlan();
      return TrainingState.START;
    }
    return open((trainer, task) -> trainer.train(task, stop));
  }

  /** Like {@link #train(StopSignal)}, but only the log is told how it goes. */
  TrainingState train(StopSignal stop, TrainingLog log) throws IOException {
    return open((trainer, task) -> trainer.train(task, stop, log));
  }

  /** What is done with the task while its data are open. */
  @FunctionalInterface
  private interface Training {
    TrainingState train(Trainer trainer, BartPretraining task) throws IOException;
  }

  private TrainingState open(Training training) throws IOException {
    Trainer trainer = Trainer.of(config.runtime(), console);
    BartPretrainConfig settled = config.withRuntime(trainer.getRuntime()).withShapeOfModel();
    try (PretrainingData data =
        PretrainingData.open(
            settled.requireCorpus(), settled.validation(), settled.training().sequenceLength())) {
      PretrainingExamples examples = new PretrainingExamples(settled, noiseCompiler, data);
      return training.train(trainer, new BartPretraining(settled, data, examples, console));
    }
  }

  /** Needs neither libtorch nor a corpus, whose vocabulary counts if there is one. */
  private void showPlan() throws IOException {
    BartPretrainConfig shown = config.withShapeOfModel();
    BartConfig model = shown.toModel(countVocabulary(), BartSpecialTokens.BART);
    new BartPlan(shown)
        .of(model, null)
        .print(SettingsSchema.of(BartPretrainConfig.class).toYaml(shown), console);
  }

  private int countVocabulary() throws IOException {
    Path corpus = config.corpus();
    if (corpus == null) {
      return config.vocabularySize();
    }
    try (Tokenizer tokenizer = Corpus.open(corpus).loadTokenizer()) {
      return tokenizer.getSize();
    }
  }
}
