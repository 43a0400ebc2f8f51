package io.noisette.distillation;

import static java.util.stream.Collectors.joining;

import io.noisette.distillation.classifier.StudentChoice;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.finetune.TrainingEstimate;
import io.noisette.model.ModelTask;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.train.RunPlan;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Describes the planned runs: student, texts, steps and memory. Reads no weights. */
final class StudentPlan {

  private final DistillConfig config;
  private final FineTuningSettings settings;

  StudentPlan(DistillConfig config) {
    this.config = config;
    settings = config.training();
  }

  RunPlan of(StudentChoice choice, TransferTexts texts) throws IOException {
    ModelDirectory model = choice.open(notice -> {});
    int labels = texts.task().labels().labels().size();
    TrainingEstimate estimate =
        TrainingEstimate.of(
            model, model.readShapes(ModelTask.SEQUENCE_CLASSIFICATION, labels), settings);
    String name =
        String.format(
            Locale.ROOT,
            "student: %s, %s, vocabulary %,d",
            model.readFamily().getModelType(),
            config.student(),
            model.readVocabSize());
    return new RunPlan(
        name,
        estimate.shapes(),
        estimate.memory(),
        estimate.multiplied() * config.adversary().countPasses(),
        lines(texts),
        List.of());
  }

  private List<String> lines(TransferTexts texts) {
    Timetable timetable = Timetable.of(settings, texts.countAll());
    String seeds = config.seeds().stream().map(String::valueOf).collect(joining(", "));
    double passes = (double) timetable.steps() * settings.batchSize() / texts.countLabelled();
    return List.of(
        texts.describe(),
        String.format(
            Locale.ROOT,
            "%s, each student: %,d steps of %,d texts, with adamw, learning rate %s after %,d steps"
                + " of warm-up%s",
            config.seeds().size() == 1 ? "seed " + seeds : "seeds " + seeds,
            timetable.steps(),
            settings.batchSize(),
            settings.learningRate(),
            timetable.warmupSteps(),
            config.adversary().describe()),
        String.format(
            Locale.ROOT,
            "the student alone sees the labelled texts %.1f times in these steps, the distilled one"
                + " sees all texts %.1f times",
            passes,
            (double) timetable.steps() / timetable.epochSteps()));
  }
}
