package io.noisette.distillation.classifier;

import static java.util.stream.Collectors.joining;

import io.noisette.adversary.AdversarySettings;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.finetune.TrainingEstimate;
import io.noisette.model.ModelTask;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.train.RunPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Describes the planned runs of students: start, texts, steps and memory. Reads no weights.
 *
 * @param choice what each student starts as
 * @param name of the start, as the user gave it
 * @param seeds random seeds
 * @param timetable number of steps of each student
 * @param adversary adversarial training, or null
 */
public record StudentPlan(
    StudentChoice choice,
    String name,
    TransferTexts texts,
    FineTuningSettings settings,
    List<Long> seeds,
    Timetable timetable,
    @Nullable AdversarySettings adversary) {

  /**
   * Returns the plan of the runs.
   *
   * @param lines what else there is to say of the steps
   * @param warnings for the user
   */
  public RunPlan of(List<String> lines, List<String> warnings) throws IOException {
    ModelDirectory model = choice.open(notice -> {});
    int labels = texts.task().labels().labels().size();
    TrainingEstimate estimate =
        TrainingEstimate.of(
            model, model.readShapes(ModelTask.SEQUENCE_CLASSIFICATION, labels), settings);
    String student =
        String.format(
            Locale.ROOT,
            "student: %s, %s, vocabulary %,d",
            model.readFamily().getModelType(),
            name,
            model.readVocabSize());
    List<String> all = new ArrayList<>(List.of(texts.describe(), describeSteps()));
    all.addAll(lines);
    List<String> warned = new ArrayList<>(warnings);
    if (adversary != null) {
      warned.addAll(adversary.findWarnings());
    }
    return new RunPlan(
        student,
        estimate.shapes(),
        estimate.memory(),
        estimate.multiplied() * (adversary == null ? 1 : adversary.countPasses()),
        all,
        warned);
  }

  /**
   * Returns how often a student sees texts in all of its steps.
   *
   * @param share of each batch that these texts have
   * @param count number of these texts
   */
  public double countPasses(double share, int count) {
    return share * timetable.steps() * settings.batchSize() / count;
  }

  private String describeSteps() {
    String all = seeds.stream().map(String::valueOf).collect(joining(", "));
    return String.format(
        Locale.ROOT,
        "%s, each student: %,d steps of %,d texts, with adamw, learning rate %s after %,d steps"
            + " of warm-up%s",
        seeds.size() == 1 ? "seed " + all : "seeds " + all,
        timetable.steps(),
        settings.batchSize(),
        settings.learningRate(),
        timetable.warmupSteps(),
        adversary == null ? "" : adversary.describe());
  }
}
