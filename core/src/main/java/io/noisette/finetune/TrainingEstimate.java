package io.noisette.finetune;

import ai.djl.ndarray.types.Shape;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.train.MemoryEstimate;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Size and memory of the fine-tuning of a model, estimated without reading its weights.
 *
 * @param shapes shapes of the parameters as text, by name
 * @param multiplied number of parameters that a token is multiplied with in a pass
 * @param memory estimated memory
 */
public record TrainingEstimate(Map<String, String> shapes, long multiplied, MemoryEstimate memory) {

  /** AdamW keeps means of gradients and of squared gradients. */
  private static final int MOMENTS = 2;

  public TrainingEstimate {
    shapes = Collections.unmodifiableMap(new LinkedHashMap<>(shapes));
  }

  /**
   * Estimates the training of a model.
   *
   * @param shapes of its parameters, by name
   */
  public static TrainingEstimate of(
      ModelDirectory model, Map<String, long[]> shapes, FineTuningSettings settings)
      throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    long parameters = 0;
    long multiplied = 0;
    for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
      Shape shape = new Shape(entry.getValue());
      texts.put(entry.getKey(), shape.toString());
      parameters += shape.size();
      multiplied += isEmbedding(entry.getKey()) ? 0 : shape.size();
    }
    int tokens = // a batch may be smaller than a micro-batch can be
        (int)
            Math.min(
                settings.microBatchTokens(), (long) settings.batchSize() * settings.maxLength());
    long activations =
        model.countActivations(settings.toDropout(model), tokens, settings.maxLength());
    return new TrainingEstimate(
        texts, multiplied, new MemoryEstimate(parameters, MOMENTS, 1, activations, tokens));
  }

  /** Embeddings are looked up: no token is multiplied with all of them. */
  private static boolean isEmbedding(String name) {
    return name.contains("embed") || name.contains("shared");
  }
}
