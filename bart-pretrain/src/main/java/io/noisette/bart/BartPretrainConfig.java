package io.noisette.bart;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.bart.model.ModelKind;
import io.noisette.bart.model.PretrainedModel;
import io.noisette.bart.objective.Denoising;
import io.noisette.bart.objective.ObjectiveChoice;
import io.noisette.failure.UsageException;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.noise.PluginSettings;
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

/** Settings of {@code bart-pretrain}. */
@RecordBuilder
public record BartPretrainConfig(
    @Setting(
            help = "training corpus, written by prepare; not needed with --dry-run",
            resume = OnResume.INPUT)
        @Nullable Path corpus,
    @Setting(help = "held-out corpus for validation, written by prepare", resume = OnResume.INPUT)
        @Nullable Path validation,
    @Setting(
            help =
                "named preset: model size with matching training settings; encoder and decoder"
                    + " layers and dimension are tiny 2+2, 128; mini 4+4, 256; base 6+6, 768; large"
                    + " 12+12, 1024",
            byDefault = "tiny")
        BartPreset preset,
    @Setting(help = "pretraining objective, explained below", byDefault = "denoising")
        ObjectiveChoice objective,
    @Setting(
            help =
                "with --objective denoising: noising functions that corrupt the source, joined by"
                    + " |; noise-list shows all (default: the BART paper's final recipe, "
                    + Denoising.PAPER_NOISE
                    + ")",
            placeholder = "SPEC")
        @Nullable String noise,
    PluginSettings plugins,
    @Setting(
            help =
                "number of held-out tokens that each validation evaluates, special tokens included:"
                    + " the same random sample of sequences each time; 0: all",
            byDefault = "65536")
        int validationTokens,
    @Setting(
            help = "vocabulary size assumed by a --dry-run without --corpus",
            byDefault = "50265",
            alias = "vocabulary-size",
            resume = OnResume.FREE)
        int vocabSize,
    BartShape shape,
    RuntimeSettings runtime,
    TrainingSettings training)
    implements BartPretrainConfigBuilder.With, UnusedSettings {

  public BartPretrainConfig {
    requireAtLeast("validation-tokens", validationTokens, 0);
    requireAtLeast("vocab-size", vocabSize, 1);
    requireNoiseOf(objective, noise);
    shape.requireLayersOf(objective.getObjective().getModelKind());
  }

  private static void requireNoiseOf(ObjectiveChoice objective, @Nullable String noise) {
    boolean hasNoise = objective.getObjective().hasNoise();
    if (hasNoise && noise == null) {
      throw new IllegalArgumentException(
          "--objective %s needs --noise, a noise spec such as infill".formatted(objective));
    }
    if (!hasNoise && noise != null) {
      throw new IllegalArgumentException(
          "--noise %s: --objective %s does not use noise; leave --noise out"
              .formatted(noise, objective));
    }
  }

  /**
   * Returns the settings of a preset for the denoising objective; all other settings have their
   * defaults. To choose a preset, use this method: {@code withPreset} only changes the name that
   * the run records.
   */
  public static BartPretrainConfig of(BartPreset preset) {
    return of(preset, ObjectiveChoice.DENOISING);
  }

  /**
   * Returns the settings of a preset and an objective; all other settings have their defaults, the
   * noise included.
   */
  public static BartPretrainConfig of(BartPreset preset, ObjectiveChoice objective) {
    return SettingsSchema.of(BartPretrainConfig.class)
        .read(GivenValue.ofAll(Map.of("preset", preset, "objective", objective)), Map.of());
  }

  /** Returns a copy with changes to the sizes of the model. */
  public BartPretrainConfig withShape(Consumer<BartShapeBuilder> changes) {
    return withShape(shape.with(changes));
  }

  /** Returns a copy with changes to the training settings. */
  public BartPretrainConfig withTraining(Consumer<TrainingSettingsBuilder> changes) {
    return withTraining(training.with(changes));
  }

  /**
   * Returns a copy with changes to the runtime settings, such as output directory, threads and
   * device.
   */
  public BartPretrainConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  /**
   * Returns a copy with the sizes of the model given by {@code --init-from}, if there is one.
   *
   * @throws UsageException if other sizes were given explicitly
   */
  BartPretrainConfig withShapeOfModel() throws IOException {
    Path directory = StartingModel.findShape(training, runtime);
    if (directory == null) {
      return this;
    }
    return StartingModel.acceptShape(
        SettingsSchema.of(BartPretrainConfig.class),
        this,
        withShape(BartShape.of(PretrainedModel.readConfig(directory, kind(), this::completeModel))),
        training.initFrom());
  }

  /**
   * Returns the sizes of a model that starts from one with the given sizes, perhaps a single stack:
   * the layers of a stack that it lacks are those of these settings.
   */
  BartConfig completeModel(BartConfig start) {
    return kind().complete(start, shape.encoderLayers(), shape.decoderLayers());
  }

  private String describeTooLong() {
    return training.initFrom() == null
        ? String.format(
            Locale.ROOT,
            "--max-positions %d must be at least --sequence-length = %d; increase it",
            shape.maxPositions(),
            training.sequenceLength())
        : String.format(
            Locale.ROOT,
            "--sequence-length %d is longer than %s allows (max_position_embeddings = %d)",
            training.sequenceLength(),
            training.initFrom(),
            shape.maxPositions());
  }

  /**
   * Returns the model config for a vocabulary.
   *
   * @throws UsageException if the sizes do not fit together, or do not fit the vocabulary
   */
  BartConfig toModel(int vocabularySize, BartSpecialTokens special) {
    if (shape.maxPositions() < training.sequenceLength()) {
      throw new UsageException(describeTooLong());
    }
    try {
      return shape.toConfig(kind(), vocabularySize, training.dropout(), special);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads the vocabulary size of a model that such a run can start from. */
  int readVocabularySize(Path directory) throws IOException {
    return PretrainedModel.readConfig(directory, kind(), this::completeModel).vocabSize();
  }

  private ModelKind kind() {
    return objective.getObjective().getModelKind();
  }

  /** Returns the objective or the noise as a part of a sentence. */
  String describeObjective() {
    return noise == null ? "objective " + objective : "noise " + noise;
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>();
    if (validation == null) {
      unused.addAll(List.of("validation-tokens", "validate-every"));
    }
    if (!objective.getObjective().hasNoise()) {
      unused.add("plugins");
    }
    return unused;
  }

  Path requireCorpus() {
    if (corpus == null) {
      throw new UsageException("--corpus is missing: training corpus, written by prepare");
    }
    return corpus;
  }
}
