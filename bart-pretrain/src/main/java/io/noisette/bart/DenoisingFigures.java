package io.noisette.bart;

import io.noisette.train.Validator;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up losses and hits of target tokens, hidden and copied ones apart. */
final class DenoisingFigures {

  private double nats;
  private long tokens;
  private double hiddenNats;
  private double hiddenHits;
  private long hiddenTokens;
  private double copiedHits;
  private long copiedTokens;

  /**
   * @param losses -log p of each target token
   * @param hits 1 where the likeliest token is the target's
   * @param hidden target tokens that the noise has taken away
   * @param copied target tokens that stand in the source
   */
  void add(float[] losses, float[] hits, BitSet hidden, BitSet copied) {
    tokens += losses.length;
    for (int i = 0; i < losses.length; i++) {
      nats += losses[i];
      if (hidden.get(i)) {
        hiddenNats += losses[i];
        hiddenHits += hits[i];
        hiddenTokens++;
      } else if (copied.get(i)) {
        copiedHits += hits[i];
        copiedTokens++;
      }
    }
  }

  /** Nats a target token, its exponential, and what there is of hidden and copied tokens. */
  Map<String, Double> toMap() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(Validator.LOSS, nats / tokens);
    figures.put("validation_perplexity", Math.exp(nats / tokens));
    if (hiddenTokens > 0) {
      figures.put("validation_hidden_loss", hiddenNats / hiddenTokens);
      figures.put("validation_hidden_accuracy", hiddenHits / hiddenTokens);
    }
    if (copiedTokens > 0) {
      figures.put("validation_copy_accuracy", copiedHits / copiedTokens);
    }
    return figures;
  }
}
