package io.noisette.distillation;

import static io.noisette.settings.Bounds.requireSeeds;

import io.noisette.adversary.AdversarySettings;
import io.noisette.adversary.AdversarySettingsBuilder;
import io.noisette.distillation.classifier.StudentChoice;
import io.noisette.distillation.classifier.StudentPlan;
import io.noisette.distillation.loss.TargetKind;
import io.noisette.distillation.transfer.TaskSettings;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.FineTuningSettingsBuilder;
import io.noisette.finetune.Timetable;
import io.noisette.settings.GivenValue;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.UnusedSettings;
import io.noisette.tokenizer.PairFormat;
import io.noisette.train.RunPlan;
import io.noisette.train.RuntimeSettings;
import io.noisette.train.RuntimeSettingsBuilder;
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

/** Settings of {@code distill}. */
@RecordBuilder
public record DistillConfig(
    @Setting(
            help =
                "classifiers or regression models that were fine-tuned on the task; several form an"
                    + " ensemble: Hugging Face model directories, checkpoints or run directories",
            placeholder = "MODEL",
            resume = OnResume.INPUT)
        List<Path> teacher,
    @Setting(
            help =
                "model that the student starts as: a BERT, RoBERTa or BART; the lower N layers of"
                    + " the first teacher; or random weights, with the model config of MODEL or of"
                    + " the first teacher",
            placeholder = "MODEL|layers(N)|random|random(MODEL)")
        String student,
    TaskSettings source,
    @Setting(
            help =
                "further texts, without labels, one per line: plain text, .gz or JSONL; for a task"
                    + " of pairs a tab separates the two texts",
            placeholder = "FILE",
            resume = OnResume.INPUT)
        @Nullable List<Path> unlabelled,
    LossSettings loss,
    @Setting(
            help =
                "directory of the teachers' logits, which distillations of the same teachers and"
                    + " texts can share (default: OUTPUT/teacher-scores)",
            placeholder = "DIR",
            resume = OnResume.FREE)
        @Nullable Path scores,
    @Setting(
            help =
                "random seeds; one pair of runs per seed: the student alone, and the distilled one",
            byDefault = "1")
        List<Long> seeds,
    @Setting(
            help =
                "separator between the two texts of a pair, for RoBERTa and BART:"
                    + " transformers is </s></s>, single is </s> (as in the BART paper); a teacher"
                    + " has that of its fine-tuning run, if known",
            byDefault = "transformers")
        PairFormat pairFormat,
    AdversarySettings adversary,
    FineTuningSettings training,
    RuntimeSettings runtime)
    implements DistillConfigBuilder.With, UnusedSettings {

  public DistillConfig {
    teacher = List.copyOf(teacher);
    unlabelled = unlabelled == null ? null : List.copyOf(unlabelled);
    seeds = List.copyOf(seeds);
    requireSeeds(seeds);
    loss.requireTeachers(teacher.size());
  }

  /**
   * Returns the settings for teachers and a student; all others have their defaults.
   *
   * @param student a model directory, {@code layers(N)}, {@code random} or {@code random(MODEL)}
   */
  public static DistillConfig of(String task, Path data, List<Path> teachers, String student) {
    return SettingsSchema.of(DistillConfig.class)
        .read(
            GivenValue.ofAll(
                Map.of("task", task, "data", data, "teacher", teachers, "student", student)),
            Map.of());
  }

  /** Returns a copy with changes to the loss. */
  public DistillConfig withLoss(Consumer<LossSettingsBuilder> changes) {
    return withLoss(loss.with(changes));
  }

  /** Returns a copy with changes to the adversarial training settings. */
  public DistillConfig withAdversary(Consumer<AdversarySettingsBuilder> changes) {
    return withAdversary(adversary.with(changes));
  }

  /** Returns a copy with changes to the hyperparameters of fine-tuning. */
  public DistillConfig withTraining(Consumer<FineTuningSettingsBuilder> changes) {
    return withTraining(training.with(changes));
  }

  /** Returns a copy with changes to the runtime settings. */
  public DistillConfig withRuntime(Consumer<RuntimeSettingsBuilder> changes) {
    return withRuntime(runtime.with(changes));
  }

  @Override
  public Set<String> findUnused() {
    Set<String> unused = new TreeSet<>(training.findUnused());
    unused.addAll(adversary.findUnused());
    if (teacher.size() == 1) {
      unused.add("ensemble");
    }
    if (loss.targets() == TargetKind.LABELS) {
      unused.add("temperature");
    }
    return unused;
  }

  /**
   * Reads all texts.
   *
   * @param warnings receives one line for each row that cannot be read
   */
  TransferTexts readTexts(Consumer<String> warnings) throws IOException {
    List<Path> files = unlabelled == null ? List.of() : unlabelled;
    return TransferTexts.read(source, files, warnings);
  }

  /** Returns the directory of the teachers' logits. */
  Path findScores() {
    return scores == null ? runtime.requireOutput().resolve(Teachers.DIRECTORY_NAME) : scores;
  }

  /** Returns the plan of the runs, without reading weights. */
  RunPlan plan(StudentChoice choice, TransferTexts texts) throws IOException {
    Timetable timetable = Timetable.of(training, texts.countAll()); // the same for both students
    StudentPlan plan =
        new StudentPlan(choice, student, texts, training, seeds, timetable, adversary);
    String passes =
        String.format(
            Locale.ROOT,
            "the student alone sees the labelled texts %.1f times in these steps, the distilled one"
                + " sees all texts %.1f times",
            plan.countPasses(1, texts.countLabelled()),
            (double) timetable.steps() / timetable.epochSteps());
    return plan.of(List.of(passes), List.of());
  }

  /** Returns the settings of one run. */
  DistillConfig ofRun(long seed, Path directory) {
    return withSeeds(List.of(seed)).withRuntime(changes -> changes.output(directory));
  }
}
