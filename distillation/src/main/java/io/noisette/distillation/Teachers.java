package io.noisette.distillation;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.distillation.loss.EnsembleMean;
import io.noisette.distillation.loss.SoftTargets;
import io.noisette.distillation.transfer.TeacherScores;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.run.Checkpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Teachers whose logits are computed once and stored, one file per teacher: no teacher is in memory
 * while a student is trained, and an ensemble costs nothing.
 */
final class Teachers {

  /** Name of the directory of the logits in the output directory. */
  static final String DIRECTORY_NAME = "teacher-scores";

  private final List<Teacher> teachers;
  private final List<TeacherScores> scores;
  private final Map<String, String> digests;

  private Teachers(
      List<Teacher> teachers, List<TeacherScores> scores, Map<String, String> digests) {
    this.teachers = teachers;
    this.scores = scores;
    this.digests = digests;
  }

  /**
   * Finds all teachers and checks their labels.
   *
   * @throws io.noisette.failure.UsageException if one is no classifier of this task
   */
  static List<Teacher> find(DistillConfig config, Labels labels) throws IOException {
    List<Teacher> teachers = new ArrayList<>();
    for (int i = 0; i < config.teacher().size(); i++) {
      teachers.add(Teacher.find(config, i, labels));
    }
    return teachers;
  }

  private static void requireNoCheckpoint(Path directory) {
    if (Checkpoint.isAt(directory)) {
      throw new UsageException(
          "%s is a checkpoint, which a further file would make invalid; give another directory for the scores of teachers"
              .formatted(directory));
    }
  }

  /**
   * Computes the logits that are not stored in the output directory yet; null if a stop was
   * requested before the end.
   */
  static @Nullable Teachers open(
      DistillConfig config, TransferTexts texts, Console console, StopSignal stop)
      throws IOException {
    Labels labels = texts.task().labels().labels();
    List<Teacher> teachers = find(config, labels);
    requireNoCheckpoint(config.findScores());
    if (labels.problem() == Labels.Problem.REGRESSION) {
      config.loss().findUnusedForScores().forEach(console::warn);
    }
    List<TeacherScores> scores = new ArrayList<>();
    Map<String, String> digests = new LinkedHashMap<>();
    for (Teacher teacher : teachers) {
      Path file = fileOf(config, teacher);
      TeacherScores stored =
          TeacherScores.read(file, teacher.readOrigin(texts), countRows(texts), labels.size());
      if (stored == null) {
        stored = teacher.score(config, texts, console, stop);
        if (stored == null) {
          return null;
        }
        stored.write(file, labels.size());
      }
      scores.add(stored);
      digests.put("scores of teacher " + teacher.number(), Sha256.of(file));
    }
    return new Teachers(teachers, scores, digests);
  }

  /** Returns the SHA-256 of the stored logits, by name. */
  Map<String, String> getDigests() {
    return digests;
  }

  /** Returns the targets of all texts that students learn from, (texts, outputs) row by row. */
  double[] toTargets(LossSettings loss, Labels labels) {
    List<float[]> logits = scores.stream().map(TeacherScores::getTransfer).toList();
    if (labels.problem() == Labels.Problem.REGRESSION) {
      return loss.toTargets(logits.size()).ofScores(logits);
    }
    return switch (loss.targets()) {
      case PROBABILITIES -> loss.toTargets(logits.size()).ofLogits(logits, labels.size());
      case LABELS -> loss.toAnswers(logits.size()).ofLikeliest(logits, labels.size());
    };
  }

  /** Measures each teacher, and the ensemble of several, on the dev files. */
  List<TeacherResult> measure(LossSettings loss, TransferTexts texts) {
    List<TeacherResult> results = new ArrayList<>();
    for (int i = 0; i < teachers.size(); i++) {
      Teacher teacher = teachers.get(i);
      String name = "teacher " + teacher.number() + " (" + teacher.given() + ")";
      results.add(
          TeacherResult.of(
              name,
              texts,
              SoftTargets.equal(EnsembleMean.ARITHMETIC, 1, 1),
              List.of(scores.get(i).getDev())));
    }
    if (teachers.size() > 1) {
      results.add(
          TeacherResult.of(
              "ensemble of " + teachers.size() + " teachers",
              texts,
              loss.toAnswers(teachers.size()),
              scores.stream().map(TeacherScores::getDev).toList()));
    }
    return results;
  }

  private static Path fileOf(DistillConfig config, Teacher teacher) {
    return config.findScores().resolve("teacher-" + teacher.number() + ".safetensors");
  }

  private static List<Integer> countRows(TransferTexts texts) {
    List<Integer> rows = new ArrayList<>(List.of(texts.countAll()));
    texts.dev().forEach(file -> rows.add(file.examples().size()));
    return rows;
  }
}
