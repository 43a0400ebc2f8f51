package io.noisette.distillation.data;

import static io.noisette.settings.Bounds.requireSeeds;

import io.noisette.distillation.transfer.TaskSettings;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.FineTuningSettingsBuilder;
import io.noisette.noise.PluginSettings;
import io.noisette.settings.GivenValue;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.UnusedSettings;
import io.noisette.tokenizer.PairFormat;
import io.noisette.train.RuntimeSettings;
import io.noisette.train.RuntimeSettingsBuilder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of {@code distill-data}. */
@RecordBuilder
public record DistillDataConfig(
    @Setting(
            help =
                "pretrained BERT, RoBERTa or BART that every student starts from: Hugging Face"
                    + " model directory, checkpoint or run directory",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        Path model,
    @Setting(
            help =
                "model that was fine-tuned on the task and labels the texts (default: the"
                    + " supervised student of the same seed)",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        @Nullable Path teacher,
    TaskSettings source,
    @Setting(
            help =
                "texts without labels, one per line: plain text, .gz or JSONL; for a task of pairs"
                    + " a tab separates the two texts",
            placeholder = "FILE",
            resume = OnResume.INPUT)
        List<Path> unlabelled,
    ViewSettings labels,
    PluginSettings plugins,
    @Setting(
            help =
                "random seeds; for each, the supervised student, its labels, and the other"
                    + " students",
            byDefault = "1")
        List<Long> seeds,
    @Setting(
            help =
                "separator between the two texts of a pair, for RoBERTa and BART:"
                    + " transformers is </s></s>, single is </s> (as in the BART paper); a teacher"
                    + " has that of its fine-tuning run, if known",
            byDefault = "transformers")
        PairFormat pairFormat,
    FineTuningSettings training,
    RuntimeSettings runtime)
    implements DistillDataConfigBuilder.With, UnusedSettings {

  public DistillDataConfig {
    unlabelled = List.copyOf(unlabelled);
    seeds = List.copyOf(seeds);
    requireSeeds(seeds);
    if (training.batchSize() < 2) {
      throw new IllegalArgumentException(
          "batch-size must be at least 2, not "
              + training.batchSize()
              + ": a batch has labelled texts and texts with generated labels");
    }
  }

  /** Returns the settings for a task, a start and texts; all others have their defaults. */
  public static DistillDataConfig of(String task, Path data, Path model, List<Path> unlabelled) {
    return SettingsSchema.of(DistillDataConfig.class)
        .read(
            GivenValue.ofAll(
                Map.of("task", task, "data", data, "model", model, "unlabelled", unlabelled)),
            Map.of());
  }

  /** Returns a copy with changes to views and selection. */
  public DistillDataConfig withLabels(Consumer<ViewSettingsBuilder> changes) {
    return withLabels(labels.with(changes));
  }

  /** Returns a copy with changes to the hyperparameters of fine-tuning. */
  public DistillDataConfig withTraining(Consumer<FineTuningSettingsBuilder> changes) {
    return withTraining(training.with(changes));
  }

  /** Returns a copy with changes to the runtime settings. */
  public DistillDataConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  @Override
  public Set<String> findUnused() {
    return training.findUnused();
  }

  /** Returns the settings of one run. */
  DistillDataConfig ofRun(long seed, Path directory) {
    return withSeeds(List.of(seed)).withRuntime(changes -> changes.output(directory));
  }
}
