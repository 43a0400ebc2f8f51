package io.noisette.distillation;

import io.noisette.adversary.FineTuningStep;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentChoice;
import io.noisette.distillation.classifier.StudentData;
import io.noisette.distillation.classifier.StudentEnd;
import io.noisette.distillation.classifier.StudentRun;
import io.noisette.distillation.classifier.StudentRuns;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.failure.NonFiniteException;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.run.DivergedRuns;
import io.noisette.run.ModelPath;
import io.noisette.run.RunLock;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes the logits of the teachers, then trains for every random seed the student alone and the
 * distilled student, with the same planned number of steps.
 */
public final class DistillRecipe {

  private final DistillConfig config;
  private final Console console;
  private final StudentRuns.Observer observer;

  /** Creates a recipe without opening any file. */
  public DistillRecipe(DistillConfig config, Console console) {
    this(config, console, StudentRuns.Observer.NONE);
  }

  DistillRecipe(DistillConfig config, Console console, StudentRuns.Observer observer) {
    this.config = config;
    this.console = console;
    this.observer = observer;
  }

  /** Trains all students to their last step; null after a dry run. */
  public @Nullable DistillationSummary train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains all students to their last step, skipping what has finished. A stop request ends the
   * work after the current step, which is saved. With {@code --dry-run}, only prints the plan.
   *
   * @return the summary of what has finished; null after a dry run, and if a stop was requested
   *     before the teachers' logits were complete
   * @throws NonFiniteException if a student diverges, after all others were trained
   */
  public @Nullable DistillationSummary train(StopSignal stop) throws IOException {
    if (config.runtime().isOnlyPlanned()) {
      showPlan();
      return null;
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    DistillConfig settled = config.withRuntime(trainer.getRuntime());
    Path output = settled.runtime().requireOutput();
    DistillOutput.requireOwn(
        output,
        "distill",
        settled.scores() == null ? Teachers.DIRECTORY_NAME : Arm.ALONE.getDirectoryName(),
        settled.runtime().resume());
    // What is quick to check comes before a directory is created and the teachers work.
    Teachers.find(settled, TaskLookup.find(settled.source().task()).labels().labels());
    StudentChoice choice = choose(settled);
    TransferTexts texts = settled.readTexts(console::warn);
    console.info(texts.describe());
    RunLock lock = RunLock.acquire(output);
    try {
      Teachers teachers = Teachers.open(settled, texts, console, stop);
      if (teachers == null) {
        return null;
      }
      StudentRuns runs = new StudentRuns(trainer, console, stop, observer);
      return train(settled, choice, texts, teachers, runs);
    } finally {
      lock.close();
    }
  }

  private DistillationSummary train(
      DistillConfig settled,
      StudentChoice choice,
      TransferTexts texts,
      Teachers teachers,
      StudentRuns runs)
      throws IOException {
    List<TeacherResult> results = teachers.measure(settled.loss(), texts);
    results.forEach(result -> result.tell(texts.metric(), console));
    try (StudentData data = open(settled, choice, texts, teachers)) {
      double[] targets = teachers.toTargets(settled.loss(), data.labels());
      ArmResults ends = ArmResults.ofOtherSeeds(settled, data, targets);
      int steps = Timetable.of(settled.training(), texts.countAll()).steps();
      DivergedRuns diverged =
          new DivergedRuns(settled.seeds().size() * Arm.values().length, console);
      DistillationSummary summary = ends.summarize(texts, steps, results);
      for (long seed : settled.seeds()) {
        for (Arm arm : Arm.values()) {
          StudentRun run = arm.toRun(arm.toConfig(settled, seed), data, targets);
          try {
            StudentEnd end = runs.train(arm.getTitle(), run, data);
            if (end == null) {
              return summary; // stopped
            }
            ends.put(arm, seed, end);
          } catch (NonFiniteException e) {
            diverged.add(arm.getTitle() + ", seed " + seed, e);
            continue;
          }
          summary = ends.summarize(texts, steps, results);
          summary.write(settled.runtime().requireOutput());
        }
      }
      diverged.throwFirst();
      return summary;
    }
  }

  /**
   * Trains only the distilled student of the single seed, for a table that has the student alone in
   * a row of its own. The output directory is that of its run; other seeds can share the logits of
   * the teachers, which are beside it unless {@code --scores} says where.
   *
   * @return metrics of student, teacher and larger class; null if a stop was requested before the
   *     end
   */
  @Nullable Map<String, Double> trainStudent(StopSignal stop) throws IOException {
    Trainer trainer = Trainer.of(config.runtime(), console);
    Path output = config.runtime().requireOutput().toAbsolutePath();
    Path beside = output.resolveSibling(Teachers.DIRECTORY_NAME);
    DistillConfig settled =
        config
            .withRuntime(trainer.getRuntime())
            .withScores(config.scores() == null ? beside : config.scores());
    StudentChoice choice = choose(settled);
    TransferTexts texts = settled.readTexts(console::warn);
    console.info(texts.describe());
    Teachers teachers = Teachers.open(settled, texts, console, stop);
    if (teachers == null) {
      return null;
    }
    try (StudentData data = open(settled, choice, texts, teachers)) {
      double[] targets = teachers.toTargets(settled.loss(), data.labels());
      StudentEnd end =
          new StudentRuns(trainer, console, stop, observer)
              .train(Arm.DISTILLED.getTitle(), Arm.DISTILLED.toRun(settled, data, targets), data);
      return end == null
          ? null
          : toMetrics(end.best(), texts, teachers.measure(settled.loss(), texts));
    }
  }

  private static Map<String, Double> toMetrics(
      double student, TransferTexts texts, List<TeacherResult> teachers) {
    TeacherResult last = teachers.get(teachers.size() - 1); // the ensemble, if there are several
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(texts.metric(), student);
    metrics.put("teacher." + texts.metric(), last.value());
    Double largest = last.largestShare();
    if (largest != null) {
      metrics.put("larger_class", largest);
    }
    return metrics;
  }

  private StudentData open(
      DistillConfig settled, StudentChoice choice, TransferTexts texts, Teachers teachers)
      throws IOException {
    StudentData data =
        StudentData.open(
            choice,
            texts,
            settled.training().maxLength(),
            settled.pairFormat(),
            teachers.getDigests(),
            console);
    try {
      requireOneMicroBatch(settled, data);
      return data;
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  /** Prints the plan of the runs, without reading weights. */
  private void showPlan() throws IOException {
    Teachers.find(config, TaskLookup.find(config.source().task()).labels().labels());
    StudentChoice choice = choose(config);
    config
        .plan(choice, config.readTexts(console::warn))
        .print(SettingsSchema.of(DistillConfig.class).toYaml(config), console);
  }

  private static void requireOneMicroBatch(DistillConfig settled, StudentData data) {
    FineTuningSettings training = settled.training();
    int longest =
        IntStream.range(0, data.encoded().getSize()).map(data.encoded()::getLength).max().orElse(0);
    settled
        .adversary()
        .requireOneMicroBatch(training.batchSize(), longest, training.microBatchTokens());
  }

  /** Finds the start of the student, and checks that the settings fit it. */
  static StudentChoice choose(DistillConfig settled) throws IOException {
    Path teacher = settled.teacher().get(0);
    StudentChoice choice =
        StudentChoice.parse(
            settled.student(),
            StudentChoice.isOfTeacher(settled.student()) ? ModelPath.resolve(teacher) : teacher);
    choice.requireLength(settled.training().maxLength());
    FineTuningStep.requireFit(settled.adversary(), choice.open(notice -> {}).readFamily());
    return choice;
  }
}
