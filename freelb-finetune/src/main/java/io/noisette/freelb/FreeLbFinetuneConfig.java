package io.noisette.freelb;

import io.noisette.adversary.AdversarySettings;
import io.noisette.adversary.AdversarySettingsBuilder;
import io.noisette.evaluation.answer.SquadTask;
import io.noisette.evaluation.answer.WindowSettings;
import io.noisette.failure.UsageException;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.FineTuningSettingsBuilder;
import io.noisette.run.SeedDirectories;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Settings of {@code freelb-finetune}. */
@RecordBuilder
public record FreeLbFinetuneConfig(
    @Setting(
            help =
                "GLUE task, such as cola or mrpc, squad1 or squad2, or the YAML file of a task of"
                    + " your own: classification, regression or tagging",
            placeholder = "NAME|FILE.yaml",
            resume = OnResume.DEFINITION)
        String task,
    @Setting(
            help =
                "directory of the GLUE data sets, or directory with only the files of this task,"
                    + " such as train-v1.1.json and dev-v1.1.json",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        Path data,
    @Setting(
            help =
                "pretrained BERT, RoBERTa or BART: Hugging Face model directory, checkpoint"
                    + " or run directory",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        Path model,
    @Setting(
            help =
                "published fine-tuning settings for the task; options that are given override them",
            byDefault = "none")
        FinetunePreset preset,
    @Setting(
            help =
                "random seeds; one run per seed (classifier initialization, data order,"
                    + " dropout, perturbations)",
            byDefault = "1")
        List<Long> seeds,
    @Setting(help = "start from random weights instead of pretrained ones, as a baseline")
        boolean randomInit,
    @Setting(
            help =
                "separator between the two texts of a pair, for RoBERTa and BART:"
                    + " transformers is </s></s>, single is </s> (as in the BART paper)",
            byDefault = "transformers")
        PairFormat pairFormat,
    WindowSettings windows,
    AdversarySettings adversary,
    FineTuningSettings training,
    RuntimeSettings runtime)
    implements FreeLbFinetuneConfigBuilder.With, UnusedSettings {

  public FreeLbFinetuneConfig {
    seeds = List.copyOf(seeds);
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("seeds must have at least one number");
    }
    if (new HashSet<>(seeds).size() < seeds.size()) {
      throw new IllegalArgumentException("seeds must differ, not " + seeds);
    }
  }

  /**
   * Returns the settings for a task, from a preset and the defaults. To choose a preset, use this
   * method: {@code withPreset} only changes the name that the run records.
   *
   * @throws UsageException if the preset has no settings for the task
   */
  public static FreeLbFinetuneConfig of(String task, Path data, Path model, FinetunePreset preset) {
    return SettingsSchema.of(FreeLbFinetuneConfig.class)
        .read(
            GivenValue.ofAll(Map.of("task", task, "data", data, "model", model, "preset", preset)),
            Map.of());
  }

  /** Returns a copy with changes to the adversarial training settings. */
  public FreeLbFinetuneConfig withAdversary(Consumer<AdversarySettingsBuilder> changes) {
    return withAdversary(adversary.with(changes));
  }

  /** Returns a copy with changes to the hyperparameters of fine-tuning. */
  public FreeLbFinetuneConfig withTraining(Consumer<FineTuningSettingsBuilder> changes) {
    return withTraining(training.with(changes));
  }

  /**
   * Returns a copy with changes to the runtime settings, such as output directory, threads and
   * device.
   */
  public FreeLbFinetuneConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>(adversary.findUnused());
    unused.addAll(training.findUnused());
    if (SquadTask.find(task) == null) {
      unused.addAll(List.of("doc-stride", "max-question-length", "max-answer-length"));
    }
    return unused;
  }

  /**
   * Returns a copy for the run of one seed, with a directory of its own below the output directory.
   */
  FreeLbFinetuneConfig ofSeed(long seed) {
    Path output = SeedDirectories.ofSeed(runtime.requireOutput(), seed);
    return withSeeds(List.of(seed)).withRuntime(changes -> changes.output(output));
  }
}
