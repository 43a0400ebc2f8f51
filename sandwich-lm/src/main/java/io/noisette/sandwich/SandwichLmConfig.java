package io.noisette.sandwich;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.sandwich.LanguageTokens;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.model.sandwich.SandwichDirectory;
import io.noisette.settings.GivenValue;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.RuntimeSettings;
import io.noisette.train.RuntimeSettingsBuilder;
import io.noisette.train.StartingModel;
import io.noisette.train.TrainingSettings;
import io.noisette.train.TrainingSettingsBuilder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The settings of {@code sandwich-lm}. */
@RecordBuilder
public record SandwichLmConfig(
    @Setting(
            help = "training corpus, written by prepare; not needed with --dry-run",
            resume = OnResume.INPUT)
        @Nullable Path corpus,
    @Setting(
            help = "held-out corpus for validation, written by prepare with the same vocabulary",
            resume = OnResume.INPUT)
        @Nullable Path validation,
    @Setting(help = "model size, with training settings that suit it", byDefault = "tiny")
        SandwichPreset preset,
    SandwichShape shape,
    @Setting(
            help =
                "number of tokens per validation, from the start of the held-out corpus; 0:"
                    + " all",
            byDefault = "0")
        int validationTokens,
    @Setting(
            help =
                "vocabulary size assumed by a --dry-run without --corpus (the default is"
                    + " that of WikiText-103)",
            byDefault = "267744",
            resume = OnResume.FREE)
        int vocabularySize,
    RuntimeSettings runtime,
    TrainingSettings training,
    OptimizerSettings optimization,
    MoreDropout moreDropout)
    implements SandwichLmConfigBuilder.With {

  public SandwichLmConfig {
    requireAtLeast("validation-tokens", validationTokens, 0);
    requireAtLeast("vocabulary-size", vocabularySize, 1);
    if (optimization.lowestRate() > training.learningRate()) {
      throw new IllegalArgumentException(
          "lowest-rate must be at most learning-rate = %s, not %s"
              .formatted(training.learningRate(), optimization.lowestRate()));
    }
  }

  /**
   * The settings that a preset stands for, and the defaults of all others. Begin here: {@code
   * withPreset} would only change the name that the run records.
   */
  public static SandwichLmConfig of(SandwichPreset preset) {
    GivenValue given = new GivenValue("preset", List.of(preset.getName()));
    return SettingsSchema.of(SandwichLmConfig.class).read(Map.of("preset", given), Map.of());
  }

  /** These settings with another shape of the model. */
  public SandwichLmConfig withShape(Consumer<SandwichShapeBuilder> changes) {
    return withShape(shape.with(changes));
  }

  /** These settings with changes to those of the training. */
  public SandwichLmConfig withTraining(Consumer<TrainingSettingsBuilder> changes) {
    return withTraining(training.with(changes));
  }

  /** These settings with changes to where and how the run is executed. */
  public SandwichLmConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  /** These settings with another optimizer or schedule. */
  public SandwichLmConfig withOptimization(Consumer<OptimizerSettingsBuilder> changes) {
    return withOptimization(optimization.with(changes));
  }

  /** These settings with other dropout inside of the model. */
  public SandwichLmConfig withMoreDropout(Consumer<MoreDropoutBuilder> changes) {
    return withMoreDropout(moreDropout.with(changes));
  }

  Path requireCorpus() {
    if (corpus == null) {
      throw new UsageException("--corpus is missing: corpus to train on, made by prepare");
    }
    return corpus;
  }

  /**
   * These settings with the shape of the model of {@code --init-from}, if there is one.
   *
   * @throws UsageException if another shape was chosen
   */
  SandwichLmConfig withShapeOfModel() throws IOException {
    Path directory = StartingModel.findShape(training, runtime);
    if (directory == null) {
      return this;
    }
    SandwichConfig model = new SandwichDirectory(directory).readConfig();
    return StartingModel.acceptShape(
        SettingsSchema.of(SandwichLmConfig.class),
        this,
        withShape(shape.ofModel(model, training.sequenceLength())),
        training.initFrom());
  }

  DropoutRates rates() {
    return moreDropout.toRates(training.dropout());
  }

  /**
   * A new model's configuration.
   *
   * @throws UsageException if the settings of the shape do not fit each other or the vocabulary
   */
  SandwichConfig toModel(int vocabularySize, LanguageTokens tokens) {
    Integer most = shape.maxPositions();
    if (most != null && most < training.sequenceLength()) {
      throw new UsageException(
          "--max-positions %d is below --sequence-length = %d; give more, or leave it out"
              .formatted(most, training.sequenceLength()));
    }
    try {
      return shape.toConfig(vocabularySize, training.sequenceLength(), tokens, rates());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}
