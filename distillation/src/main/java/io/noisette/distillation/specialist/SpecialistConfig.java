package io.noisette.distillation.specialist;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireNotNegative;

import io.noisette.distillation.loss.TermWeights;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.distillation.transfer.TaskSettings;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.FineTuningSettingsBuilder;
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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Settings of {@code distill-specialists}. */
@RecordBuilder
public record SpecialistConfig(
    @Setting(
            help =
                "classifier that was fine-tuned on all classes of the task, and from whose weights"
                    + " specialists start: Hugging Face model directory, checkpoint or run"
                    + " directory",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        Path generalist,
    @Setting(
            help = "GLUE task, such as mnli, or the YAML file of a task of your own",
            placeholder = "NAME|FILE.yaml",
            resume = OnResume.DEFINITION)
        String task,
    @Setting(
            help = "directory of the GLUE data sets, or directory with only the files of this task",
            placeholder = "DIR",
            resume = OnResume.INPUT)
        Path data,
    @Setting(
            help =
                "number of clusters of classes that the generalist often predicts together; each"
                    + " with two classes or more has a specialist",
            placeholder = "N")
        int clusters,
    @Setting(
            help =
                "similarity of classes: covariance of the generalist's probabilities, as in the"
                    + " paper, or correlation, which is Noisette's own",
            byDefault = "covariance")
        ClusterBy clusterBy,
    @Setting(
            help =
                "number of classes of each specialist: those nearest to the centre of its cluster,"
                    + " so that several specialists may cover a class (default: the classes of the"
                    + " cluster)",
            placeholder = "N")
        @Nullable Integer specialistSize,
    @Setting(
            help =
                "number of the generalist's most probable classes: a text goes to each specialist"
                    + " that covers one of them",
            byDefault = "1")
        int likelyClasses,
    @Setting(
            help =
                "weight of the loss of the labels; below 1, the rest is the weight of the"
                    + " generalist's probabilities as soft targets, against overfitting",
            byDefault = "1")
        double hardWeight,
    @Setting(
            help =
                "temperature T that softens the probabilities of generalist and specialist in soft"
                    + " targets, whose loss is multiplied by T²",
            byDefault = "1")
        double temperature,
    @Setting(help = "random seed of clusters, data order and dropout", byDefault = "1") long seed,
    @Setting(
            help =
                "separator between the two texts of a pair, for RoBERTa and BART:"
                    + " transformers is </s></s>, single is </s> (as in the BART paper); only for a"
                    + " generalist of which that of its fine-tuning run is not known",
            byDefault = "transformers",
            resume = OnResume.INPUT) // the stored logits of the generalist tell another one
        PairFormat pairFormat,
    FineTuningSettings training,
    RuntimeSettings runtime)
    implements SpecialistConfigBuilder.With, UnusedSettings {

  /** Share of the special classes' texts in a batch (docs/papers.md 5.2). */
  static final double SPECIAL_SHARE = 0.5;

  public SpecialistConfig {
    requireAtLeast("clusters", clusters, 2);
    requireAtLeast("specialist-size", specialistSize == null ? 2 : specialistSize, 2);
    requireAtLeast("likely-classes", likelyClasses, 1);
    requireAtLeast("batch-size", training.batchSize(), 2); // one text of each kind
    requireNotNegative("hard-weight", hardWeight);
    if (hardWeight > 1) {
      throw new IllegalArgumentException(
          "hard-weight must be in [0, 1], not "
              + hardWeight
              + ": the rest is the weight of the soft targets");
    }
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be above 0, not " + temperature);
    }
  }

  /** Returns the settings for a generalist; all others have their defaults. */
  public static SpecialistConfig of(String task, Path data, Path generalist, int clusters) {
    return SettingsSchema.of(SpecialistConfig.class)
        .read(
            GivenValue.ofAll(
                Map.of("task", task, "data", data, "generalist", generalist, "clusters", clusters)),
            Map.of());
  }

  /** Returns a copy with changes to the hyperparameters of fine-tuning. */
  public SpecialistConfig withTraining(Consumer<FineTuningSettingsBuilder> changes) {
    return withTraining(training.with(changes));
  }

  /** Returns a copy with changes to the runtime settings. */
  public SpecialistConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>(training.findUnused());
    if (hardWeight == 1) {
      unused.add("temperature");
    }
    return unused;
  }

  TaskSettings getSource() {
    return new TaskSettings(task, data);
  }

  TermWeights toTerms() {
    return new TermWeights(hardWeight, 1 - hardWeight);
  }

  ScoredModel.Inference toInference() {
    return new ScoredModel.Inference(
        runtime.device(), runtime.threads(), training.microBatchTokens());
  }

  /** Returns the number of texts of the special classes in a batch. */
  int countSpecial() {
    return (int) Math.round(SPECIAL_SHARE * training.batchSize());
  }
}
