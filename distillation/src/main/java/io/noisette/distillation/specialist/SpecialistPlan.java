package io.noisette.distillation.specialist;

import io.noisette.distillation.transfer.ScoredModel;
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

/** Describes planned specialists: model, texts, steps and memory. Reads no weights. */
final class SpecialistPlan {

  private final SpecialistConfig config;
  private final FineTuningSettings settings;

  SpecialistPlan(SpecialistConfig config) {
    this.config = config;
    settings = config.training();
  }

  /** Returns the plan of one specialist. */
  RunPlan ofSpecialist(ScoredModel generalist, SpecialistRole role, Timetable timetable)
      throws IOException {
    String steps =
        String.format(
            Locale.ROOT,
            "%,d steps of %,d texts, %,d of them of its %d classes; adamw, learning rate %s after"
                + " %,d steps of warm-up",
            timetable.steps(),
            settings.batchSize(),
            config.countSpecial(),
            role.countLabels() - 1,
            settings.learningRate(),
            timetable.warmupSteps());
    return plan(generalist, "specialist", role.countLabels(), List.of(steps));
  }

  /** Returns the plan of all specialists before their classes are known. */
  RunPlan ofAll(ScoredModel generalist, TransferTexts texts) throws IOException {
    int classes = texts.task().labels().labels().size();
    Integer size = config.specialistSize();
    int typical = size == null ? (classes - 1) / config.clusters() + 1 : size;
    String clusters =
        String.format(
            Locale.ROOT,
            "%d clusters of the %d classes by the %s of the generalist's probabilities, which are"
                + " computed first; shapes are those of a specialist for %d classes",
            config.clusters(),
            classes,
            config.clusterBy().name().toLowerCase(Locale.ROOT),
            typical);
    Integer steps = settings.steps();
    String length =
        steps == null
            ? String.format(
                Locale.ROOT, "%d epochs over the texts of its classes", settings.epochs())
            : String.format(Locale.ROOT, "%,d steps", steps);
    String each =
        String.format(
            Locale.ROOT,
            "each specialist: %s, in batches of %,d texts, %,d of them of its classes; adamw,"
                + " learning rate %s",
            length,
            settings.batchSize(),
            config.countSpecial(),
            settings.learningRate());
    return plan(
        generalist, "each specialist", typical + 1, List.of(texts.describe(), clusters, each));
  }

  private RunPlan plan(ScoredModel generalist, String name, int labels, List<String> lines)
      throws IOException {
    ModelDirectory model = new ModelDirectory(generalist.directory(), notice -> {});
    TrainingEstimate estimate =
        TrainingEstimate.of(
            model, model.readShapes(ModelTask.SEQUENCE_CLASSIFICATION, labels), settings);
    String title =
        String.format(
            Locale.ROOT,
            "%s: %s, started from %s, vocabulary %,d",
            name,
            model.readFamily().getModelType(),
            config.generalist(),
            model.readVocabSize());
    return new RunPlan(
        title, estimate.shapes(), estimate.memory(), estimate.multiplied(), lines, List.of());
  }
}
