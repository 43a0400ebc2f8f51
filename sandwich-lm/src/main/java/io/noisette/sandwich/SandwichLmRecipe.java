package io.noisette.sandwich;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.model.sandwich.SandwichSpecialTokens;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.StartingModel;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Trains a sandwich language model with a {@link Trainer} on the corpora that the settings name.
 */
public final class SandwichLmRecipe {

  private final SandwichLmConfig config;
  private final Console console;

  /** Creates a recipe, without opening any file. */
  public SandwichLmRecipe(SandwichLmConfig config, Console console) {
    this.config = config;
    this.console = console;
  }

  /** Trains to the last step and returns the final state and validation loss. */
  public SandwichLmResult train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains to the last step, or until {@code stop} is requested, and returns the state and
   * validation loss. With {@code --dry-run}, only prints the plan.
   */
  public SandwichLmResult train(StopSignal stop) throws IOException {
    if (config.runtime().isOnlyPlanned()) {
      showPlan();
      return new SandwichLmResult(TrainingState.START, null);
    }
    SandwichLmConfig shaped = config.withShapeOfModel().withPrecisionForGates();
    if (shaped.runtime().precision() != config.runtime().precision()) {
      console.info("--precision auto: fp32, because the gradients of gates are inexact in bf16");
    }
    Trainer trainer = Trainer.of(shaped.runtime(), console);
    SandwichLmConfig settled = shaped.withRuntime(trainer.getRuntime());
    try (LanguageData data = LanguageData.open(settled.requireCorpus(), settled.validation())) {
      SandwichLmConfig fitting = fit(settled, data.getTokenizer().getSize());
      TrainingState end = trainer.train(new SandwichTraining(fitting, data, console), stop);
      return new SandwichLmResult(end, end.best());
    }
  }

  /**
   * Prints the plan of the run, without libtorch. The vocabulary size is that of {@code
   * --init-from} or else of the corpus, if one is given.
   */
  private void showPlan() throws IOException {
    int vocabularySize = countVocabulary();
    SandwichLmConfig shown = fit(config.withShapeOfModel(), vocabularySize);
    SandwichConfig model = shown.toModel(vocabularySize, SandwichSpecialTokens.FAIRSEQ);
    new SandwichPlan(shown)
        .of(model, null, null)
        .print(SettingsSchema.of(SandwichLmConfig.class).toYaml(shown), console);
  }

  private SandwichLmConfig fit(SandwichLmConfig settled, int vocabularySize) {
    SandwichLmConfig fitting = settled.withCutoffsWithin(vocabularySize);
    if (!fitting.equals(settled)) {
      console.info(
          String.format(
              Locale.ROOT,
              "--cutoffs is %s instead of the preset's %s, because the vocabulary has %,d tokens",
              fitting.shape().describeCutoffs(),
              settled.shape().describeCutoffs(),
              vocabularySize));
    }
    return fitting;
  }

  private int countVocabulary() throws IOException {
    Path corpus = config.corpus();
    if (corpus == null) {
      return StartingModel.countVocabulary(
          config.training(),
          config.runtime(),
          config.vocabSize(),
          SandwichLmConfig::readVocabularySize);
    }
    try (LanguageData data = LanguageData.open(corpus, config.validation())) {
      return StartingModel.countVocabulary(
          config.training(),
          config.runtime(),
          data.getTokenizer(),
          console,
          SandwichLmConfig::readVocabularySize);
    }
  }
}
