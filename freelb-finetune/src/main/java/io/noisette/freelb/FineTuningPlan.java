package io.noisette.freelb;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.types.Shape;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.finetune.Timetable;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.train.MemoryEstimate;
import io.noisette.train.RunPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes the planned runs of all seeds: model, steps and memory. Reads no weights. */
final class FineTuningPlan {

  /**
   * Number of values that AdamW keeps per parameter: means of gradients and of squared gradients.
   */
  private static final int MOMENTS = 2;

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
    ModelDirectory model = new ModelDirectory(path, notice -> {});
    Map<String, String> shapes = new LinkedHashMap<>();
    long parameters = 0;
    long multiplied = 0;
    for (Map.Entry<String, long[]> entry : task.readShapes(model).entrySet()) {
      Shape shape = new Shape(entry.getValue());
      shapes.put(entry.getKey(), shape.toString());
      parameters += shape.size();
      multiplied += isEmbedding(entry.getKey()) ? 0 : shape.size();
    }
    String family = model.readFamily().getModelType();
    String name = String.format(Locale.ROOT, "%s, vocabulary %,d", family, model.readVocabSize());
    return new RunPlan(
        name,
        shapes,
        memory(model, parameters),
        multiplied * config.adversary().countPasses(),
        List.of(describeSteps(examples)),
        List.of());
  }

  /** Embeddings are looked up: no token is multiplied with all of them. */
  private static boolean isEmbedding(String name) {
    return name.contains("embed") || name.contains("shared");
  }

  private String describeSteps(int examples) {
    Timetable timetable = Timetable.of(settings, examples);
    String seeds = config.seeds().stream().map(String::valueOf).collect(joining(", "));
    return String.format(
        Locale.ROOT,
        "%s: %,d steps of %,d examples, %,d per epoch, with adamw, learning rate %s after %,d steps"
            + " of warm-up",
        config.seeds().size() == 1 ? "seed " + seeds : "seeds " + seeds + ", each",
        timetable.steps(),
        settings.batchSize(),
        timetable.epochSteps(),
        settings.learningRate(),
        timetable.warmupSteps());
  }

  private MemoryEstimate memory(ModelDirectory model, long parameters) throws IOException {
    int tokens = // a batch may be smaller than a micro-batch can be
        (int)
            Math.min(
                settings.microBatchTokens(), (long) settings.batchSize() * settings.maxLength());
    long activations =
        model.countActivations(settings.toDropout(model), tokens, settings.maxLength());
    return new MemoryEstimate(parameters, MOMENTS, 1, activations, tokens);
  }
}
