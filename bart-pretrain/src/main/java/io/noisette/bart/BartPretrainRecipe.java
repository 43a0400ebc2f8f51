package io.noisette.bart;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.corpus.Corpus;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.noise.NoisePlugins;
import io.noisette.noise.NoiseSetting;
import io.noisette.noise.TokenizerVocabulary;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.StartingModel;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingLog;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;

/** Pretrains a BART with a {@link Trainer} on the corpora that the settings name. */
public final class BartPretrainRecipe {

  private final BartPretrainConfig config;
  private final NoiseCompiler noiseCompiler;
  private final Console console;

  /**
   * Creates a recipe, without opening any file.
   *
   * @param noiseCompiler knows the noising functions; those of the plug-ins that the settings name
   *     are added
   */
  public BartPretrainRecipe(
      BartPretrainConfig config, NoiseCompiler noiseCompiler, Console console) {
    this.config = config;
    this.noiseCompiler = noiseCompiler;
    this.console = console;
  }

  /** Trains to the last step and returns the final training state. */
  public TrainingState train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains to the last step, or until {@code stop} is requested, and returns the final training
   * state. The current step is completed and saved first. With {@code --dry-run}, only prints the
   * plan.
   */
  public TrainingState train(StopSignal stop) throws IOException {
    if (config.runtime().isOnlyPlanned()) {
      showPlan();
      return TrainingState.START;
    }
    return open((trainer, task) -> trainer.train(task, stop));
  }

  /** Trains like {@link #train(StopSignal)}, but reports to {@code log} only. */
  TrainingState train(StopSignal stop, TrainingLog log) throws IOException {
    return open((trainer, task) -> trainer.train(task, stop, log));
  }

  /** Training of a task while its data are open. */
  @FunctionalInterface
  private interface Training {
    TrainingState train(Trainer trainer, BartPretraining task) throws IOException;
  }

  private TrainingState open(Training training) throws IOException {
    NoiseCompiler withPlugins = new NoisePlugins(noiseCompiler).load(config.plugins(), console);
    Trainer trainer = Trainer.of(config.runtime(), console);
    BartPretrainConfig settled = config.withRuntime(trainer.getRuntime()).withShapeOfModel();
    try (PretrainingData data =
        PretrainingData.open(
            settled.requireCorpus(), settled.validation(), settled.training().sequenceLength())) {
      PretrainingExamples examples = new PretrainingExamples(settled, withPlugins, data);
      return training.train(trainer, new BartPretraining(settled, data, examples, console));
    }
  }

  /**
   * Prints the plan of the run, without libtorch. The vocabulary size is that of {@code
   * --init-from} or else of the corpus, if one is given, for which noise is checked too.
   */
  private void showPlan() throws IOException {
    BartPretrainConfig shown = config.withShapeOfModel();
    BartConfig model = shown.toModel(readVocabulary(), BartSpecialTokens.BART);
    new BartPlan(shown)
        .of(model, null)
        .print(SettingsSchema.of(BartPretrainConfig.class).toYaml(shown), console);
  }

  /** Returns the vocabulary size, and checks plug-ins, noise and the tokenizer of --validation. */
  private int readVocabulary() throws IOException {
    NoiseCompiler withPlugins = new NoisePlugins(noiseCompiler).load(config.plugins(), console);
    Path corpus = config.corpus();
    if (corpus == null) {
      return StartingModel.countVocabulary(
          config.training(), config.runtime(), config.vocabSize(), config::readVocabularySize);
    }
    Corpus opened = Corpus.open(corpus);
    if (config.validation() != null) {
      PretrainingData.requireSameTokenizer(opened, Corpus.open(config.validation()));
    }
    try (Tokenizer tokenizer = opened.loadTokenizer()) {
      String noise = config.noise();
      if (noise != null) {
        Noise unused = NoiseSetting.compile(noise, withPlugins, new TokenizerVocabulary(tokenizer));
      }
      return StartingModel.countVocabulary(
          config.training(), config.runtime(), tokenizer, console, config::readVocabularySize);
    }
  }
}
