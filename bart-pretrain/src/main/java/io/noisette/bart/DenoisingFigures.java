package io.noisette.bart;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up losses and hits of target tokens, hidden and copied ones apart.
 *
 * <p>A small model lives or dies by whether it learns to copy, and what it knows of language shows
 * in the hidden.
 */
final class DenoisingFigures {

  private final @Nullable UnigramModel unigram;
  private final RatioError lossError = new RatioError();
  private double nats;
  private long tokens;
  private double hiddenNats;
  private double hiddenHits;
  private double hiddenUnigramNats;
  private long hiddenTokens;
  private double copiedHits;
  private long copiedTokens;

  /**
   * @param unigram null if there is none
   */
  DenoisingFigures(@Nullable UnigramModel unigram) {
    this.unigram = unigram;
  }

  /**
   * @param losses -log p of each target token
   * @param hits 1 where the likeliest token is the target's
   */
  void add(HeldOutBatch batch, float[] losses, float[] hits) {
    int token = 0;
    for (int length : batch.lengths()) {
      double sampleNats = 0;
      for (int end = token + length; token < end; token++) {
        nats += losses[token];
        sampleNats += losses[token];
        if (batch.hidden().get(token)) {
          addHidden(losses[token], hits[token], batch.tokens().labels().getId(token));
        } else if (batch.copied().get(token)) {
          copiedHits += hits[token];
          copiedTokens++;
        }
      }
      tokens += length;
      lossError.add(sampleNats, length);
    }
  }

  private void addHidden(float loss, float hit, long id) {
    hiddenNats += loss;
    hiddenHits += hit;
    hiddenTokens++;
    if (unigram != null) {
      hiddenUnigramNats += unigram.nats((int) id);
    }
  }

  /** Samples so far. */
  long getSamples() {
    return lossError.getCount();
  }

  /** Target tokens so far, bos and eos among them. */
  long getTokens() {
    return tokens;
  }

  long getHiddenTokens() {
    return hiddenTokens;
  }

  long getCopiedTokens() {
    return copiedTokens;
  }

  /** Nats a target token. */
  double getLoss() {
    return nats / tokens;
  }

  /** Standard error of the loss, with samples as draws; NaN of a single one. */
  double getLossError() {
    return lossError.getStandardError();
  }

  /**
   * Nats a target token, its exponential, and what there is of hidden and copied tokens.
   *
   * @param prefix of the names
   */
  Map<String, Double> toMap(String prefix) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(prefix + "loss", getLoss());
    figures.put(prefix + "perplexity", Math.exp(getLoss()));
    if (hiddenTokens > 0) {
      figures.put(prefix + "hidden_loss", hiddenNats / hiddenTokens);
      figures.put(prefix + "hidden_accuracy", hiddenHits / hiddenTokens);
    }
    if (copiedTokens > 0) {
      figures.put(prefix + "copy_accuracy", copiedHits / copiedTokens);
    }
    if (hiddenTokens > 0 && unigram != null) {
      figures.put(prefix + "hidden_unigram_loss", hiddenUnigramNats / hiddenTokens);
    }
    return figures;
  }
}
