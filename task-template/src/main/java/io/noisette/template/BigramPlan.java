package io.noisette.template;

import io.noisette.train.MemoryEstimate;
import io.noisette.train.RunPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Describes the planned training: model, steps and memory. */
final class BigramPlan {

  private static final int MOMENTS = 2; // of AdamW, per parameter

  private final BigramConfig config;

  BigramPlan(BigramConfig config) {
    this.config = config;
  }

  RunPlan of(int vocabSize) {
    int d = config.dModel();
    int tokens = config.tokensPerStep();
    String shape = "(" + vocabSize + ", " + d + ")";
    Map<String, String> shapes = new LinkedHashMap<>();
    shapes.put("embedding.weight", shape);
    shapes.put("output.weight", shape);
    long activations = tokens * (d + 3L * vocabSize); // logits, log-probabilities, a gradient
    return new RunPlan(
        String.format(Locale.ROOT, "bigram model, d %d, vocabulary %,d", d, vocabSize),
        shapes,
        new MemoryEstimate(2L * vocabSize * d, MOMENTS, 1, activations, tokens),
        (long) vocabSize * d, // of the output layer
        List.of(String.format(Locale.ROOT, "%,d steps of %,d tokens", config.steps(), tokens)),
        List.of());
  }
}
