package io.noisette.distillation.sequence;

import static java.util.stream.Collectors.joining;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentRuns;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import io.noisette.run.DivergedRuns;
import io.noisette.run.RunFacts;
import io.noisette.run.RunLock;
import io.noisette.run.RunRecord;
import io.noisette.seq2seq.Seq2SeqFinetuneConfig;
import io.noisette.seq2seq.Seq2SeqFinetuneRecipe;
import io.noisette.seq2seq.Seq2SeqFinetuneRecipe.Objective;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.RunPlan;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures the teachers, lets the first one write targets if the level says so, then trains for
 * every random seed the student alone and the distilled student, with the same planned number of
 * steps.
 */
public final class SequenceDistillRecipe {

  private final SequenceDistillConfig config;
  private final Console console;
  private final StudentRuns.Observer observer;

  /** Creates a recipe without opening any file. */
  public SequenceDistillRecipe(SequenceDistillConfig config, Console console) {
    this(config, console, StudentRuns.Observer.NONE);
  }

  SequenceDistillRecipe(
      SequenceDistillConfig config, Console console, StudentRuns.Observer observer) {
    this.config = config;
    this.console = console;
    this.observer = observer;
  }

  /** Trains all students to their last step; null after a dry run. */
  public @Nullable SequenceSummary train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains all students to their last step, skipping what has finished. A stop request ends the
   * work after the current step, which is saved. With {@code --dry-run}, only prints the plan.
   *
   * @return the summary of what has finished; null after a dry run, and if a stop was requested
   *     before the teacher's part was complete
   * @throws NonFiniteException if a student diverges, after all other seeds
   */
  public @Nullable SequenceSummary train(StopSignal stop) throws IOException {
    requireFiles("--train", config.train());
    requireFiles("--validation", config.validation());
    if (config.runtime().isOnlyPlanned()) {
      showPlan(stop);
      return null;
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    SequenceStudents students = SequenceStudents.of(config.withRuntime(trainer.getRuntime()));
    SequenceDistillConfig settled = students.config();
    Path output = settled.runtime().requireOutput();
    DistillOutput.requireOwn(output, "distill", Evaluations.FILE_NAME, settled.runtime().resume());
    // Faults in the data are found before a directory is created and the teacher works for hours.
    Seq2SeqFinetuneConfig first = students.toAlone(settled.seeds().get(0));
    Seq2SeqFinetuneRecipe recipe = new Seq2SeqFinetuneRecipe(first, console);
    if (RunRecord.isIn(first.runtime().requireOutput())) {
      recipe.check();
    } else {
      recipe.checkRows(stop);
    }
    RunLock lock = RunLock.acquire(output);
    try {
      return train(students, stop);
    } finally {
      lock.close();
    }
  }

  /** A pipe is empty after the first of the passes that teacher and students make. */
  private static void requireFiles(String option, List<Path> files) {
    for (Path file : files) {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new UsageException(
            "%s %s is not a regular file, but distill --level reads it several times; write its rows into a file first"
                .formatted(option, file));
      }
    }
  }

  private @Nullable SequenceSummary train(SequenceStudents students, StopSignal stop)
      throws IOException {
    SequenceDistillConfig settled = students.config();
    Evaluations evaluations = Evaluations.open(settled, students.search(), console);
    List<SequenceResult> teachers = new ArrayList<>();
    for (int i = 0; i < settled.teacher().size(); i++) {
      Path teacher = settled.teacher().get(i);
      String name = "teacher " + (i + 1) + " (" + teacher + ")";
      Map<String, Double> figures = evaluations.measure(name, teacher, stop);
      if (figures == null) {
        return null;
      }
      teachers.add(SequenceResult.ofTeacher(name, figures));
    }
    students.describe().forEach(console::info);
    Path pairs = null;
    if (settled.level().isWritten()) {
      pairs = new TeacherTargets(settled, console).write(stop);
      if (pairs == null) {
        return null;
      }
    }
    StudentFigures trained = new StudentFigures(settled, teachers);
    if (!readOtherSeeds(
        students, new EarlierStudents(settled, pairs), trained, evaluations, stop)) {
      return trained.summarize(); // stopped
    }
    DivergedRuns diverged = new DivergedRuns(settled.seeds().size(), console);
    for (long seed : settled.seeds()) {
      try {
        if (!train(seed, students, pairs, trained, evaluations, stop)) {
          return trained.summarize(); // stopped
        }
      } catch (NonFiniteException e) {
        diverged.add("seed " + seed, e); // the distilled student makes as many steps as the other
        continue;
      }
      SequenceSummary summary = trained.summarize();
      summary.write(settled.runtime().requireOutput().resolve(settled.level().toString()));
    }
    diverged.throwFirst();
    return trained.summarize();
  }

  /** Adds what earlier commands have finished; returns false if a stop was requested. */
  private boolean readOtherSeeds(
      SequenceStudents students,
      EarlierStudents earlier,
      StudentFigures trained,
      Evaluations evaluations,
      StopSignal stop)
      throws IOException {
    for (long seed : earlier.findSeeds()) {
      Seq2SeqFinetuneConfig alone = students.toAlone(seed);
      TrainingState end = earlier.findAlone(alone);
      if (end == null) {
        continue;
      }
      RunFacts facts = readFacts(alone);
      trained.setSteps(facts.steps());
      if (!measure(StudentFigures.ALONE, alone, end, trained.alone, evaluations, stop)) {
        return false;
      }
      Seq2SeqFinetuneConfig distilled = students.toDistilled(seed, facts);
      end = earlier.findDistilled(distilled);
      if (end != null
          && !measure(
              StudentFigures.DISTILLED, distilled, end, trained.distilled, evaluations, stop)) {
        return false;
      }
    }
    return true;
  }

  /** Trains and measures both students of a seed; returns false if a stop was requested. */
  private boolean train(
      long seed,
      SequenceStudents students,
      @Nullable Path pairs,
      StudentFigures trained,
      Evaluations evaluations,
      StopSignal stop)
      throws IOException {
    SequenceDistillConfig settled = students.config();
    Seq2SeqFinetuneConfig alone = students.toAlone(seed);
    if (!train(StudentFigures.ALONE, alone, null, trained.alone, evaluations, stop)) {
      return false;
    }
    RunFacts facts = readFacts(alone);
    trained.setSteps(facts.steps());
    Seq2SeqFinetuneConfig distilled = students.toDistilled(seed, facts);
    SequenceDistillConfig own = settled.ofRun(seed, distilled.runtime().requireOutput());
    try (WordTeachers words =
        settled.level().isByWord() ? WordTeachers.open(settled, console) : null) {
      Objective objective = new DistilledObjective(own, pairs, words);
      return train(
          StudentFigures.DISTILLED, distilled, objective, trained.distilled, evaluations, stop);
    }
  }

  /** Trains a student and measures its best checkpoint; returns false if a stop was requested. */
  private boolean train(
      String title,
      Seq2SeqFinetuneConfig run,
      @Nullable Objective objective,
      Map<Long, SequenceEnd> figures,
      Evaluations evaluations,
      StopSignal stop)
      throws IOException {
    if (stop.isRequested()) {
      return false; // before a model is opened that would be stopped at once
    }
    Path directory = run.runtime().requireOutput();
    console.info(title + ", seed " + run.seed());
    TrainingState end =
        observer.observe(
            directory, () -> new Seq2SeqFinetuneRecipe(run, console, objective).train(stop));
    if (stop.isRequested() && !RunRecord.isIn(directory)) {
      return false;
    }
    if (!readFacts(run).isOver(end.step(), end.bestStep())) {
      return false;
    }
    return measure(title, run, end, figures, evaluations, stop);
  }

  private static boolean measure(
      String title,
      Seq2SeqFinetuneConfig run,
      TrainingState end,
      Map<Long, SequenceEnd> figures,
      Evaluations evaluations,
      StopSignal stop)
      throws IOException {
    Map<String, Double> measured =
        evaluations.measure(title + ", seed " + run.seed(), run.runtime().requireOutput(), stop);
    if (measured == null) {
      return false;
    }
    figures.put(run.seed(), new SequenceEnd(end.step(), measured));
    return true;
  }

  private static RunFacts readFacts(Seq2SeqFinetuneConfig run) throws IOException {
    Path directory = run.runtime().requireOutput();
    RunFacts facts = RunRecord.read(directory).facts();
    if (facts == null) {
      throw new CorruptDataException(
          directory.resolve(RunRecord.FILE_NAME)
              + " has no facts about the run; delete "
              + directory
              + " and start again");
    }
    return facts;
  }

  /** Prints the plan of the runs, without reading weights. */
  private void showPlan(StopSignal stop) throws IOException {
    SequenceStudents students = SequenceStudents.of(config);
    long seed = config.seeds().get(0);
    RunPlan plan = new Seq2SeqFinetuneRecipe(students.toAlone(seed), console).findPlan(stop);
    if (plan == null) {
      return;
    }
    List<String> lines = new ArrayList<>(plan.lines());
    lines.addAll(students.describe());
    lines.add(
        config.seeds().stream()
            .map(String::valueOf)
            .collect(
                joining(
                    ", ", "seeds: ", "; both students are planned for the same number of steps")));
    new RunPlan(
            "student: " + plan.model(),
            plan.shapes(),
            plan.memory(),
            plan.multiplied(),
            lines,
            plan.warnings())
        .print(SettingsSchema.of(SequenceDistillConfig.class).toYaml(config), console);
  }
}
