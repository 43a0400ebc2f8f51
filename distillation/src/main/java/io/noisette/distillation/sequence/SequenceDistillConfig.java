package io.noisette.distillation.sequence;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireSeeds;

import io.noisette.adversary.AdversarySettings;
import io.noisette.adversary.AdversarySettingsBuilder;
import io.noisette.distillation.loss.TermSettings;
import io.noisette.distillation.loss.TermSettingsBuilder;
import io.noisette.generate.search.SearchOptions;
import io.noisette.seq2seq.Seq2SeqMetric;
import io.noisette.seq2seq.Seq2SeqPreset;
import io.noisette.seq2seq.Seq2SeqTrainingSettings;
import io.noisette.seq2seq.Seq2SeqTrainingSettingsBuilder;
import io.noisette.seq2seq.data.LengthSettings;
import io.noisette.seq2seq.data.PairFileFormat;
import io.noisette.seq2seq.data.PairFileSettings;
import io.noisette.settings.GivenValue;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.UnusedSettings;
import io.noisette.train.RuntimeSettings;
import io.noisette.train.RuntimeSettingsBuilder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Settings of {@code distill --level}. */
@RecordBuilder
public record SequenceDistillConfig(
    @Setting(
            help =
                "level of what the student learns: the teacher's probabilities of each target token"
                    + " (word), targets that the teacher writes (sequence), or both")
        Level level,
    @Setting(
            help =
                "one or several BARTs that were fine-tuned on such pairs; several form an ensemble"
                    + " at word level: Hugging Face model directories, checkpoints or run"
                    + " directories",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        List<Path> teacher,
    @Setting(
            help =
                "model that the student starts as: a BART; the lowest N layers of the first"
                    + " teacher's encoder and decoder; or random weights, with the model config of"
                    + " MODEL or of the first teacher",
            placeholder = "MODEL|layers(N)|random|random(MODEL)")
        String student,
    @Setting(
            help = "training pairs, in files as for seq2seq-finetune --train",
            placeholder = "FILE",
            resume = OnResume.INPUT)
        List<Path> train,
    @Setting(
            help = "validation pairs, in files like those of --train; no teacher writes for them",
            placeholder = "FILE",
            resume = OnResume.INPUT)
        List<Path> validation,
    @Setting(
            help =
                "temperature T that softens the probabilities of teacher and student; the soft term"
                    + " is multiplied by T², so that its gradients keep their size",
            byDefault = "1")
        double temperature,
    TermSettings terms,
    @Setting(
            help =
                "random seeds; a run of the student alone and one of the distilled student for"
                    + " each",
            byDefault = "1")
        List<Long> seeds,
    @Setting(
            help = "settings for a kind of task, as in seq2seq-finetune; options override them",
            byDefault = "none")
        Seq2SeqPreset preset,
    @Setting(help = "format of the data files, as in seq2seq-finetune", byDefault = "auto")
        PairFileFormat format,
    PairFileSettings files,
    LengthSettings lengths,
    @Setting(
            help =
                "metric that chooses the best checkpoints, and of the table at the end: that of"
                    + " texts generated for --validation-rows, or the loss, without generating",
            byDefault = "chrf")
        Seq2SeqMetric metric,
    @Setting(
            help =
                "number of validation rows for which texts are generated: the same random sample"
                    + " each time; 0: all",
            byDefault = "200")
        int validationRows,
    SearchOptions search,
    AdversarySettings adversary,
    Seq2SeqTrainingSettings training,
    RuntimeSettings runtime)
    implements SequenceDistillConfigBuilder.With, UnusedSettings {

  public SequenceDistillConfig {
    teacher = List.copyOf(teacher);
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    seeds = List.copyOf(seeds);
    requireAtLeast("validation-rows", validationRows, 0);
    requireSeeds(seeds);
    if (level == Level.SEQUENCE && teacher.size() > 1) {
      throw new IllegalArgumentException(
          "teacher must be one model at --level sequence, which writes the targets, not "
              + teacher.size());
    }
    terms.requireTeachers(temperature, teacher.size());
  }

  /**
   * Returns the settings for a teacher and a student; all others have their defaults.
   *
   * @param student a model directory, {@code layers(N)}, {@code random} or {@code random(MODEL)}
   */
  public static SequenceDistillConfig of(
      Level level, Path teacher, String student, List<Path> train, List<Path> validation) {
    return SettingsSchema.of(SequenceDistillConfig.class)
        .read(
            GivenValue.ofAll(
                Map.of(
                    "level",
                    level,
                    "teacher",
                    teacher,
                    "student",
                    student,
                    "train",
                    train,
                    "validation",
                    validation)),
            Map.of());
  }

  /** Returns a copy with changes to the weights of the terms of the loss. */
  public SequenceDistillConfig withTerms(Consumer<TermSettingsBuilder> changes) {
    return withTerms(terms.with(changes));
  }

  /** Returns a copy with changes to the adversarial training settings. */
  public SequenceDistillConfig withAdversary(Consumer<AdversarySettingsBuilder> changes) {
    return withAdversary(adversary.with(changes));
  }

  /** Returns a copy with changes to the training settings. */
  public SequenceDistillConfig withTraining(Consumer<Seq2SeqTrainingSettingsBuilder> changes) {
    return withTraining(training.with(changes));
  }

  /** Returns a copy with changes to the runtime settings. */
  public SequenceDistillConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>(training.findUnused());
    unused.addAll(adversary.findUnused());
    if (metric == Seq2SeqMetric.LOSS) {
      unused.add("validation-rows");
    }
    if (!level.isByWord()) {
      unused.addAll(Set.of("temperature", "hard-weight", "soft-weight", "teacher-weights"));
    }
    if (teacher.size() == 1) {
      unused.add("ensemble");
    }
    return unused;
  }

  /** Returns the settings of the distilled student with a random seed. */
  SequenceDistillConfig ofRun(long seed, Path directory) {
    return withSeeds(List.of(seed)).withRuntime(changes -> changes.output(directory));
  }
}
