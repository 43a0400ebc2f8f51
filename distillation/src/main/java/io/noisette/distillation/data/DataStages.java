package io.noisette.distillation.data;

import io.noisette.command.Console;
import io.noisette.digest.Sha256;
import io.noisette.distillation.classifier.DistillOutput;
import io.noisette.distillation.classifier.StudentData;
import io.noisette.distillation.classifier.StudentEnd;
import io.noisette.distillation.classifier.StudentRun;
import io.noisette.distillation.classifier.StudentRuns;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.distillation.loss.EnsembleMean;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.RunFailedException;
import io.noisette.run.DivergedRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stages of a data distillation for each random seed: supervised training, labels, and training
 * on both; with the results so far.
 */
final class DataStages {

  private final DistillDataConfig config;
  private final DataInputs inputs;
  private final StudentData data;
  private final DataStudents students;
  private final StudentRuns runs;
  private final Labelling labelling;
  private final Console console;
  private final Map<DataArm, Map<Long, StudentEnd>> values = new EnumMap<>(DataArm.class);
  private final List<LabelFacts> facts = new ArrayList<>();
  private @Nullable TeacherResult teacher;

  DataStages(
      DistillDataConfig config,
      DataInputs inputs,
      StudentData data,
      StudentRuns runs,
      Labelling labelling,
      Console console) {
    this.config = config;
    this.inputs = inputs;
    this.data = data;
    this.runs = runs;
    this.labelling = labelling;
    this.console = console;
    students = new DataStudents(config, inputs, data);
  }

  /**
   * Trains and labels with each seed, until a stop is requested.
   *
   * @throws NonFiniteException if a student diverges, after all other seeds
   * @throws RunFailedException if the labels of a seed cannot be used, after all other seeds
   */
  DataDistillationSummary train() throws IOException {
    readOtherSeeds();
    DivergedRuns diverged = new DivergedRuns(config.seeds().size(), console);
    RunFailedException failed = null;
    for (long seed : config.seeds()) {
      try {
        if (!train(seed)) {
          return summarize(); // stopped
        }
      } catch (NonFiniteException e) {
        diverged.add("seed " + seed, e); // its later stages need what the earlier ones learned
      } catch (RunFailedException e) {
        failed = failed == null ? e : failed;
        if (config.seeds().size() > 1) {
          console.warn("seed " + seed + " failed, and the others go on: " + e.getMessage());
        }
      }
    }
    diverged.throwFirst();
    if (failed != null) {
      throw failed;
    }
    return summarize();
  }

  /** Reads what earlier commands have finished with other seeds; they had the same settings. */
  private void readOtherSeeds() throws IOException {
    List<String> first = List.of(DataArm.SUPERVISED.getDirectoryName());
    Path output = config.runtime().requireOutput();
    for (long seed : DistillOutput.findOtherSeeds(output, first, config.seeds())) {
      if (read(students.toRun(DataArm.SUPERVISED, seed, null, Map.of()), DataArm.SUPERVISED)
          && Files.exists(labelling.toFile(seed))) {
        readLabelled(seed);
      }
    }
  }

  private void readLabelled(long seed) throws IOException {
    ScoredModel model = findModel(seed);
    ViewScores scores = model == null ? null : labelling.score(model, seed);
    if (scores == null) {
      return; // stopped
    }
    try {
      GeneratedLabels identity = label(scores, List.of(View.IDENTITY));
      GeneratedLabels merged = label(scores, config.labels().toViews());
      facts.add(LabelFacts.of(seed, scores, merged));
      for (DataArm arm : findArms()) {
        read(toRun(arm, seed, merged, identity), arm);
      }
    } catch (RunFailedException e) {
      return; // labels that cannot be used, as the command of that seed has said
    }
  }

  private boolean read(StudentRun run, DataArm arm) throws IOException {
    StudentEnd end = StudentRuns.findEnd(run);
    if (end != null) {
      values.computeIfAbsent(arm, own -> new LinkedHashMap<>()).put(run.seed(), end);
    }
    return end != null;
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
    GeneratedLabels merged = label(scores, config.labels().toViews());
    tell(seed, scores, merged, identity);
    for (DataArm arm : findArms()) {
      if (!train(toRun(arm, seed, merged, identity), arm)) {
        return false;
      }
    }
    return true;
  }

  private StudentRun toRun(DataArm arm, long seed, GeneratedLabels merged, GeneratedLabels identity)
      throws IOException {
    Map<String, String> digests = Map.of("scores of the views", Sha256.of(labelling.toFile(seed)));
    return students.toRun(arm, seed, arm == DataArm.VIEWS ? merged : identity, digests);
  }

  /** Returns whether the student has made its last step. */
  private boolean train(StudentRun run, DataArm arm) throws IOException {
    StudentEnd end = runs.train(arm.getTitle(), run, data);
    if (end == null) {
      return false;
    }
    values.computeIfAbsent(arm, own -> new LinkedHashMap<>()).put(run.seed(), end);
    summarize().write(config.runtime().requireOutput());
    return true;
  }

  /** Returns the model that labels; null if a stop was requested while it was measured. */
  private @Nullable ScoredModel findModel(long seed) throws IOException {
    ScoredModel given = inputs.teacher();
    if (given == null) {
      Path run =
          DistillOutput.ofRun(
              config.runtime().requireOutput(), DataArm.SUPERVISED.getDirectoryName(), seed);
      return ScoredModel.find(run, config.training().maxLength(), config.pairFormat());
    }
    if (teacher == null) {
      List<float[]> dev = labelling.scoreDev(given);
      if (dev == null) {
        return null;
      }
      SoftTargets answers = SoftTargets.equal(EnsembleMean.ARITHMETIC, 1, 1);
      String name = "teacher (" + config.teacher() + ")";
      teacher = TeacherResult.of(name, inputs.texts(), answers, List.of(dev));
      teacher.tell(inputs.texts().metric(), console);
    }
    return given;
  }

  private GeneratedLabels label(ViewScores scores, List<View> views) {
    double share = config.labels().toShare(scores.labels().isRegression());
    return new GeneratedLabels(scores, views, share, inputs.countClasses(config));
  }

  private void tell(long seed, ViewScores scores, GeneratedLabels merged, GeneratedLabels identity)
      throws IOException {
    Path file =
        config.runtime().requireOutput().resolve("labels").resolve("seed-" + seed + ".jsonl");
    new LabelFile(scores).write(file, inputs.texts().unlabelled().examples(), merged, identity);
    LabelFacts own = LabelFacts.of(seed, scores, merged);
    facts.add(own);
    own.describe().lines().forEach(console::info);
    console.info("labels and scores of all views: " + file);
  }

  private List<DataArm> findArms() {
    List<DataArm> arms = new ArrayList<>(List.of(DataArm.IDENTITY));
    if (config.labels().hasNoise()) {
      arms.add(DataArm.VIEWS);
    }
    if (config.labels().trainNoise() != null) {
      arms.add(DataArm.NOISE);
    }
    return arms;
  }

  private DataDistillationSummary summarize() {
    List<DataArm> arms = new ArrayList<>(List.of(DataArm.SUPERVISED));
    arms.addAll(findArms());
    return new DataDistillationSummary(
        inputs.texts().metric(),
        inputs.toTimetable(config).steps(),
        teacher,
        arms.stream().map(arm -> arm.toResult(values)).toList(),
        facts);
  }
}
