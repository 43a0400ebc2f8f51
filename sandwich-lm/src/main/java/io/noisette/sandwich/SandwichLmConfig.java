package io.noisette.sandwich;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.engine.Precision;
import io.noisette.failure.UsageException;
import io.noisette.model.DropoutRates;
import io.noisette.model.sandwich.Gate;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.model.sandwich.SandwichDirectory;
import io.noisette.model.sandwich.SandwichSpecialTokens;
import io.noisette.settings.GivenValue;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.UnusedSettings;
import io.noisette.train.RuntimeSettings;
import io.noisette.train.RuntimeSettingsBuilder;
import io.noisette.train.StartingModel;
import io.noisette.train.TrainingSettings;
import io.noisette.train.TrainingSettingsBuilder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of {@code sandwich-lm}. */
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
    @Setting(help = "named preset: model size with matching training settings", byDefault = "tiny")
        SandwichPreset preset,
    SandwichShape shape,
    @Setting(
            help =
                "number of tokens that each validation evaluates, from the start of the held-out"
                    + " corpus; 0: all",
            byDefault = "0")
        int validationTokens,
    @Setting(
            help =
                "vocabulary size assumed by a --dry-run without --corpus (the default is"
                    + " that of WikiText-103)",
            byDefault = "267744",
            alias = "vocabulary-size",
            resume = OnResume.FREE)
        int vocabSize,
    RuntimeSettings runtime,
    TrainingSettings training,
    OptimizerSettings optimization,
    InnerDropout moreDropout)
    implements SandwichLmConfigBuilder.With, UnusedSettings {

  public SandwichLmConfig {
    requireAtLeast("validation-tokens", validationTokens, 0);
    requireAtLeast("vocab-size", vocabSize, 1);
    if (optimization.warmupStartRate() > training.learningRate()) {
      throw new IllegalArgumentException(
          "warmup-start-rate must be at most learning-rate = %s, not %s"
              .formatted(training.learningRate(), optimization.warmupStartRate()));
    }
    if (optimization.lowestRate() > training.learningRate()) {
      throw new IllegalArgumentException(
          "lowest-rate must be at most learning-rate = %s, not %s"
              .formatted(training.learningRate(), optimization.lowestRate()));
    }
  }

  /**
   * Returns the settings of a preset; all other settings have their defaults. To choose a preset,
   * use this method: {@code withPreset} only changes the name that the run records.
   */
  public static SandwichLmConfig of(SandwichPreset preset) {
    return SettingsSchema.of(SandwichLmConfig.class)
        .read(GivenValue.ofAll(Map.of("preset", preset)), Map.of());
  }

  /** Returns a copy with changes to the sizes of the model. */
  public SandwichLmConfig withShape(Consumer<SandwichShapeBuilder> changes) {
    return withShape(shape.with(changes));
  }

  /** Returns a copy with changes to the training settings. */
  public SandwichLmConfig withTraining(Consumer<TrainingSettingsBuilder> changes) {
    return withTraining(training.with(changes));
  }

  /**
   * Returns a copy with changes to the runtime settings, such as output directory, threads and
   * device.
   */
  public SandwichLmConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  /** Returns a copy with changes to the optimizer and the learning-rate schedule. */
  public SandwichLmConfig withOptimization(Consumer<OptimizerSettingsBuilder> changes) {
    return withOptimization(optimization.with(changes));
  }

  /** Returns a copy with changes to the dropout in sublayers and in the adaptive softmax. */
  public SandwichLmConfig withMoreDropout(Consumer<InnerDropoutBuilder> changes) {
    return withMoreDropout(moreDropout.with(changes));
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>(optimization.findUnused());
    if (optimization.optimizer() == OptimizerSettings.OptimizerKind.NAG) {
      unused.addAll(List.of("adam-beta2", "adam-eps"));
    }
    if (shape.isFullSoftmax()) {
      unused.add("adaptive-factor");
    }
    if (validation == null) {
      unused.addAll(List.of("validation-tokens", "validate-every"));
    }
    return unused;
  }

  Path requireCorpus() {
    if (corpus == null) {
      throw new UsageException("--corpus is missing: training corpus, written by prepare");
    }
    return corpus;
  }

  /**
   * Returns a copy with the sizes of the model given by {@code --init-from}, if there is one.
   *
   * @throws UsageException if other sizes were given explicitly
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

  /** Reads the vocabulary size of a model that a run can start from. */
  static int readVocabularySize(Path directory) throws IOException {
    return new SandwichDirectory(directory).readConfig().vocabSize();
  }

  /**
   * Returns a copy in which precision {@code auto} is fp32 if the model has gates: their gradients
   * in bf16 are too far from those in fp32 to be chosen without being asked for.
   */
  SandwichLmConfig withPrecisionForGates() {
    boolean isOpen = runtime.precision() == Precision.AUTO && shape.gate() != Gate.NONE;
    return isOpen ? withRuntime(it -> it.precision(Precision.FP32)) : this;
  }

  /**
   * Returns a copy with those of the preset's cutoffs that lie within a vocabulary, so that a small
   * one needs no options. Cutoffs that were chosen otherwise stay as they are.
   */
  SandwichLmConfig withCutoffsWithin(int vocabularySize) {
    List<Integer> own = shape.cutoffs();
    if (training.initFrom() != null || !own.equals(of(preset).shape.cutoffs())) {
      return this;
    }
    return withShape(shape.withCutoffsBelow(vocabularySize));
  }

  DropoutRates rates() {
    return moreDropout.toRates(training.dropout());
  }

  private String describeTooLong(int most) {
    return training.initFrom() == null
        ? String.format(
            Locale.ROOT,
            "--max-positions %d must be at least --sequence-length = %d; increase it or leave it"
                + " out",
            most,
            training.sequenceLength())
        : String.format(
            Locale.ROOT,
            "--sequence-length %d is longer than %s allows (max_positions = %d)",
            training.sequenceLength(),
            training.initFrom(),
            most);
  }

  /**
   * Returns the model config for a vocabulary.
   *
   * @throws UsageException if the sizes do not fit together, or do not fit the vocabulary
   */
  SandwichConfig toModel(int vocabularySize, SandwichSpecialTokens tokens) {
    Integer most = shape.maxPositions();
    if (most != null && most < training.sequenceLength()) {
      throw new UsageException(describeTooLong(most));
    }
    try {
      return shape.toConfig(vocabularySize, training.sequenceLength(), tokens, rates());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }
}
