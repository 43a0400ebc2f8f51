package io.noisette.distillation.specialist;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.failure.UsageException;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.tokenizer.PairFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The specialists of an output directory, whose training has finished.
 *
 * @param roles in the order of the specialists
 */
record TrainedSpecialists(Path output, SpecialistSet set, List<SpecialistRole> roles) {

  /**
   * Opens the specialists of a generalist.
   *
   * @param generalist model directory
   * @throws UsageException if there are none, if one has not been trained to its end, or if they
   *     are those of another model or task
   */
  static TrainedSpecialists open(Path output, Path generalist, ClassificationTask task)
      throws IOException {
    SpecialistSet set = SpecialistSet.read(output);
    if (set == null) {
      throw new UsageException(
          "--specialists "
              + output
              + " has no "
              + SpecialistSet.FILE_NAME
              + "; give the --output of distill-specialists, which writes it before the first"
              + " specialist is trained; if it was stopped before, resume it");
    }
    List<SpecialistRole> roles = set.toRoles(output, task);
    if (!set.generalist().equals(new ModelDirectory(generalist, notice -> {}).readDigest())) {
      throw new UsageException(
          "--specialists %s were trained from another model than --model %s; give their generalist"
              .formatted(output, generalist));
    }
    for (int i = 0; i < set.specialists().size(); i++) {
      Path run = SpecialistSet.directoryOf(output, i);
      if (!set.specialists().get(i).trained() || !Files.isDirectory(run.resolve("checkpoints"))) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "--specialists %s has not been trained to its end; resume distill-specialists first",
                run));
      }
    }
    return new TrainedSpecialists(output, set, roles);
  }

  /**
   * Computes what generalist and specialists say of the examples of some files; null if a stop was
   * requested before the end. One specialist is in memory at a time.
   *
   * @param generalist probabilities of each text of each file
   */
  @Nullable List<MergedAnswers> answer(
      List<TaskExamples> files,
      List<List<double[]>> generalist,
      int likelyClasses,
      ScoredModel.Inference inference,
      Console console,
      StopSignal stop)
      throws IOException {
    List<List<float[]>> logits = new ArrayList<>(); // of each file, those of each specialist
    files.forEach(file -> logits.add(new ArrayList<>()));
    for (int i = 0; i < roles.size(); i++) {
      ScoredModel model =
          ScoredModel.find(
              SpecialistSet.directoryOf(output, i), Integer.MAX_VALUE, PairFormat.TRANSFORMERS);
      List<float[]> own =
          model.score(
              "specialist " + (i + 1), roles.get(i).task(), files, inference, console, stop);
      if (own == null) {
        return null;
      }
      for (int file = 0; file < files.size(); file++) {
        logits.get(file).add(own.get(file));
      }
    }
    List<MergedAnswers> answers = new ArrayList<>();
    for (int file = 0; file < files.size(); file++) {
      answers.add(MergedAnswers.of(generalist.get(file), roles, logits.get(file), likelyClasses));
    }
    return answers;
  }

  /** Returns the label of each example. */
  static float[] targetsOf(TaskExamples file) {
    float[] targets = new float[file.examples().size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = file.examples().get(i).target();
    }
    return targets;
  }
}
