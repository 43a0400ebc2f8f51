package io.noisette.distillation.data;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentData;
import io.noisette.distillation.classifier.StudentRun;
import io.noisette.distillation.classifier.StudentRuns;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.distillation.loss.EnsembleMean;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.noising.NoiseCompiler;
import io.noisette.run.RunLock;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data distillation of text classifiers (docs/papers.md 6.1). For every random seed: trains on the
 * labelled texts, labels further texts with the predictions over several views of them, and trains
 * again from the same start on both.
 */
public final class DistillDataRecipe {

  private final DistillDataConfig config;
  private final NoiseCompiler builtIn;
  private final Console console;
  private final StudentRuns.Observer observer;

  /**
   * Creates a recipe without opening any file.
   *
   * @param noiseCompiler knows the noising functions; those of the plug-ins that the settings name
   *     are added
   */
  public DistillDataRecipe(DistillDataConfig config, NoiseCompiler noiseCompiler, Console console) {
    this(config, noiseCompiler, console, StudentRuns.Observer.NONE);
  }

  DistillDataRecipe(
      DistillDataConfig config,
      NoiseCompiler noiseCompiler,
      Console console,
      StudentRuns.Observer observer) {
    this.config = config;
    this.builtIn = noiseCompiler;
    this.console = console;
    this.observer = observer;
  }

  /** Trains all students to their last step; null after a dry run. */
  public @Nullable DataDistillationSummary train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains all students to their last step, skipping what has finished. A stop request ends the
   * work after the current step, which is saved. With {@code --dry-run}, only prints the plan.
   *
   * @return the summary of what has finished; null after a dry run
   */
  public @Nullable DataDistillationSummary train(StopSignal stop) throws IOException {
    if (config.runtime().dryRun()) {
      DataStudents.plan(config, DataInputs.open(config, builtIn, console))
          .print(SettingsSchema.of(DistillDataConfig.class).toYaml(config), console);
      return null;
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    DistillDataConfig settled = config.withRuntime(trainer.getRuntime());
    Path output = settled.runtime().requireOutput();
    DistillOutput.requireOwn(
        output, "distill-data", DataArm.SUPERVISED.getDirectoryName(), settled.runtime().resume());
    DataInputs inputs = DataInputs.open(settled, builtIn, console);
    console.info(inputs.texts().describe());
    RunLock lock = RunLock.acquire(output);
    try (StudentData data =
        StudentData.open(
            inputs.start(),
            inputs.texts(),
            settled.training().maxLength(),
            settled.pairFormat(),
            inputs.digests(),
            console)) {
      return new Work(settled, inputs, data, trainer, stop).train();
    } finally {
      lock.close();
    }
  }

  /** The work of one command, with what has finished so far. */
  private final class Work {

    private final DistillDataConfig settled;
    private final DataInputs inputs;
    private final StudentData data;
    private final DataStudents students;
    private final StudentRuns runs;
    private final Labelling labelling;
    private final Map<DataArm, Map<Long, Double>> values = new EnumMap<>(DataArm.class);
    private final List<LabelFacts> facts = new ArrayList<>();
    private @Nullable TeacherResult teacher;
    private int steps;

    Work(
        DistillDataConfig settled,
        DataInputs inputs,
        StudentData data,
        Trainer trainer,
        StopSignal stop) {
      this.settled = settled;
      this.inputs = inputs;
      this.data = data;
      students = new DataStudents(settled, inputs, data);
      runs = new StudentRuns(trainer, console, stop, observer);
      labelling = new Labelling(settled, inputs, console, stop);
    }

    DataDistillationSummary train() throws IOException {
      for (long seed : settled.seeds()) {
        if (!train(seed)) {
          break; // stopped
        }
      }
      return summarize();
    }

    private boolean train(long seed) throws IOException {
      if (!train(students.toRun(DataArm.SUPERVISED, seed, null, Map.of()), DataArm.SUPERVISED)) {
        return false;
      }
      ScoredModel model = findModel(seed);
      ViewScores scores = model == null ? null : labelling.score(model, seed);
      if (scores == null) {
        return false;
      }
      GeneratedLabels identity = label(scores, List.of(View.IDENTITY));
      GeneratedLabels merged = label(scores, settled.labels().toViews());
      tell(seed, scores, merged, identity);
      Map<String, String> digests =
          Map.of("scores of the views", Sha256.of(labelling.toFile(seed)));
      for (DataArm arm : findArms()) {
        GeneratedLabels labels = arm == DataArm.VIEWS ? merged : identity;
        if (!train(students.toRun(arm, seed, labels, digests), arm)) {
          return false;
        }
      }
      return true;
    }

    /** Returns whether the student has made its last step. */
    private boolean train(StudentRun run, DataArm arm) throws IOException {
      Double best = runs.train(arm.getTitle(), run, data);
      steps = run.timetable().steps();
      if (best == null) {
        return false;
      }
      values.computeIfAbsent(arm, own -> new LinkedHashMap<>()).put(run.seed(), best);
      summarize().write(settled.runtime().requireOutput());
      return true;
    }

    /** Returns the model that labels; null if a stop was requested while it was measured. */
    private @Nullable ScoredModel findModel(long seed) throws IOException {
      ScoredModel given = inputs.teacher();
      if (given == null) {
        Path run =
            DistillOutput.ofRun(
                settled.runtime().requireOutput(), DataArm.SUPERVISED.getDirectoryName(), seed);
        return ScoredModel.find(run, settled.training().maxLength(), settled.pairFormat());
      }
      if (teacher == null) {
        List<float[]> dev = labelling.scoreDev(given);
        if (dev == null) {
          return null;
        }
        SoftTargets answers = SoftTargets.equal(EnsembleMean.ARITHMETIC, 1, 1);
        String name = "teacher (" + settled.teacher() + ")";
        teacher = TeacherResult.of(name, inputs.texts(), answers, List.of(dev));
        teacher.tell(inputs.texts().metric(), console);
      }
      return given;
    }

    private GeneratedLabels label(ViewScores scores, List<View> views) {
      double share = settled.labels().toShare(scores.labels().isRegression());
      return new GeneratedLabels(scores, views, share, inputs.countClasses(settled));
    }

    private void tell(
        long seed, ViewScores scores, GeneratedLabels merged, GeneratedLabels identity)
        throws IOException {
      Path file =
          settled.runtime().requireOutput().resolve("labels").resolve("seed-" + seed + ".jsonl");
      new LabelFile(scores).write(file, inputs.texts().unlabelled().examples(), merged, identity);
      LabelFacts own = LabelFacts.of(seed, scores, merged);
      facts.add(own);
      own.describe().lines().forEach(console::info);
      console.info("labels and scores of all views: " + file);
    }

    private List<DataArm> findArms() {
      List<DataArm> arms = new ArrayList<>(List.of(DataArm.IDENTITY));
      if (settled.labels().hasNoise()) {
        arms.add(DataArm.VIEWS);
      }
      if (settled.labels().trainNoise() != null) {
        arms.add(DataArm.NOISE);
      }
      return arms;
    }

    private DataDistillationSummary summarize() {
      List<DataArm> arms = new ArrayList<>(List.of(DataArm.SUPERVISED));
      arms.addAll(findArms());
      return new DataDistillationSummary(
          inputs.texts().metric(),
          steps,
          teacher,
          arms.stream().map(arm -> arm.toResult(values)).toList(),
          facts);
    }
  }
}
