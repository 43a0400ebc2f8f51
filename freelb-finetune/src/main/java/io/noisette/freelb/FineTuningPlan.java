package io.noisette.freelb;

import static java.util.stream.Collectors.joining;

import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.finetune.TrainingEstimate;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.settings.UnusedSettings;
import io.noisette.train.RunPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Describes the planned runs of all seeds: model, steps and memory. Reads no weights. */
final class FineTuningPlan {

  private final FreeLbFinetuneConfig config;
  private final FineTuningSettings settings;

  FineTuningPlan(FreeLbFinetuneConfig config) {
    this.config = config;
    settings = config.training();
  }

  /**
   * Returns the plan for a model.
   *
   * @param path model directory to start from
   * @param examples number of training examples
   */
  RunPlan of(FineTuningTask<?, ?> task, Path path, int examples) throws IOException {
    Timetable timetable = Timetable.of(settings, examples);
    ModelDirectory model = new ModelDirectory(path, notice -> {});
    TrainingEstimate estimate = TrainingEstimate.of(model, task.readShapes(model), settings);
    String family = model.readFamily().getModelType();
    String name = String.format(Locale.ROOT, "%s, vocabulary %,d", family, model.readVocabSize());
    return new RunPlan(
        name,
        estimate.shapes(),
        estimate.memory(),
        estimate.multiplied() * config.adversary().countPasses(),
        List.of(describe(timetable)),
        findWarnings(timetable));
  }

  private List<String> findWarnings(Timetable timetable) {
    List<String> warnings = new ArrayList<>();
    if (timetable.steps() <= timetable.warmupSteps()) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "the run of %,d steps ends within the warm-up of %,d steps, so the rate never reaches"
                  + " --learning-rate; lower --warmup-steps",
              timetable.steps(),
              timetable.warmupSteps()));
    }
    warnings.addAll(
        UnusedSettings.findWarnings(config, "--task, --adversary, --steps and --warmup-steps"));
    return warnings;
  }

  private String describe(Timetable timetable) {
    String seeds = config.seeds().stream().map(String::valueOf).collect(joining(", "));
    return String.format(
        Locale.ROOT,
        "%s: %,d steps of %,d examples, %,d per epoch, with adamw, learning rate %s after %,d steps"
            + " of warm-up%s",
        config.seeds().size() == 1 ? "seed " + seeds : "seeds " + seeds + ", each",
        timetable.steps(),
        settings.batchSize(),
        timetable.epochSteps(),
        settings.learningRate(),
        timetable.warmupSteps(),
        config.adversary().describe());
  }
}
