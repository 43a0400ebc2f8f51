package io.noisette.parity.golden;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.generate.search.BartGenerator;
import io.noisette.generate.search.GenerationSettings;
import io.noisette.generate.search.Hypothesis;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ParityTensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parity check of beam search with BART (kind {@code bart-generation}), against transformers'
 * {@code generate}.
 */
public final class BartGenerationParity implements ParityKind {

  private final int batchTokens;

  /** Creates the check of all sources of a case together. */
  public BartGenerationParity() {
    this(BartGenerator.DEFAULT_BATCH_TOKENS);
  }

  /**
   * Creates the check.
   *
   * @param batchTokens maximum number of source tokens that are decoded together; 1: each source
   *     alone
   */
  BartGenerationParity(int batchTokens) {
    this.batchTokens = batchTokens;
  }

  @Override
  public Map<String, ParityTensor> compute(GoldenCase goldenCase) throws IOException {
    GenerationSettings settings =
        GenerationCase.settings(
            goldenCase, goldenCase.getOptions(), goldenCase.getModelDirectory());
    List<Hypothesis> results = new ArrayList<>();
    int pad;
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = new BartDirectory(goldenCase.getModelDirectory()).read(manager)) {
      BartGenerator generator = new BartGenerator(manager, model, batchTokens);
      generator
          .generate(GenerationCase.sources(goldenCase), settings, finished -> {})
          .forEach(results::addAll);
      pad = model.getConfig().special().pad();
    }
    Map<String, ParityTensor> tensors = new HashMap<>();
    tensors.put("expected/sequences", GenerationCase.sequences(results, pad));
    double[] scores = results.stream().mapToDouble(Hypothesis::getScore).toArray();
    tensors.put(
        "expected/sequences_scores", ParityTensor.ofDoubles(new long[] {scores.length}, scores));
    return tensors;
  }
}
