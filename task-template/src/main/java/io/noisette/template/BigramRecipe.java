package io.noisette.template;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.corpus.Corpus;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingState;
import java.io.IOException;

/** Trains a bigram language model with a {@link Trainer} on the corpus that the settings name. */
public final class BigramRecipe {

  private final BigramConfig config;
  private final Console console;

  /** Creates a recipe, without opening any file. */
  public BigramRecipe(BigramConfig config, Console console) {
    this.config = config;
    this.console = console;
  }

  /**
   * Trains to the last step, or until {@code stop} is requested, and returns the training state.
   * With {@code --dry-run}, only prints the plan.
   */
  public TrainingState train(StopSignal stop) throws IOException {
    if (config.runtime().isOnlyPlanned()) {
      showPlan();
      return TrainingState.START;
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    Corpus corpus = Corpus.open(config.requireCorpus());
    try (Tokenizer tokenizer = corpus.loadTokenizer()) {
      BigramConfig settled = config.withRuntime(trainer.getRuntime());
      return trainer.train(new BigramTraining(settled, corpus, tokenizer), stop);
    }
  }

  private void showPlan() throws IOException {
    String settings = SettingsSchema.of(BigramConfig.class).toYaml(config);
    if (config.corpus() == null) {
      new BigramPlan(config).of(config.vocabSize()).print(settings, console);
      return;
    }
    try (Tokenizer tokenizer = Corpus.open(config.corpus()).loadTokenizer()) {
      new BigramPlan(config).of(tokenizer.getSize()).print(settings, console);
    }
  }
}
