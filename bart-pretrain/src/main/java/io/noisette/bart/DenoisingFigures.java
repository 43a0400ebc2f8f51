package io.noisette.bart;

import io.noisette.model.TokenLosses;
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
  private final Tally all = new Tally();
  private final Tally hidden = new Tally();
  private final Tally copied = new Tally();
  private double hiddenUnigramNats;

  /**
   * @param unigram null if there is none
   */
  DenoisingFigures(@Nullable UnigramModel unigram) {
    this.unigram = unigram;
  }

  void add(HeldOutBatch batch, TokenLosses losses) {
    float[] nats = losses.nats();
    float[] hits = losses.hits();
    int token = 0;
    for (int length : batch.lengths()) {
      double sampleNats = 0;
      for (int end = token + length; token < end; token++) {
        sampleNats += nats[token];
        all.add(nats[token], hits[token]);
        if (batch.hidden().get(token)) {
          hidden.add(nats[token], hits[token]);
          addUnigram(batch.tokens().labels().getId(token));
        } else if (batch.copied().get(token)) {
          copied.add(nats[token], hits[token]);
        }
      }
      lossError.add(sampleNats, length);
    }
  }

  private void addUnigram(long id) {
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
    return all.tokens;
  }

  long getHiddenTokens() {
    return hidden.tokens;
  }

  long getCopiedTokens() {
    return copied.tokens;
  }

  /** Nats a target token. */
  double getLoss() {
    return all.getLoss();
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
    if (hidden.tokens > 0) {
      figures.put(prefix + "hidden_loss", hidden.getLoss());
      figures.put(prefix + "hidden_accuracy", hidden.getAccuracy());
    }
    if (copied.tokens > 0) {
      figures.put(prefix + "copy_accuracy", copied.getAccuracy());
    }
    if (hidden.tokens > 0 && unigram != null) {
      figures.put(prefix + "hidden_unigram_loss", hiddenUnigramNats / hidden.tokens);
    }
    return figures;
  }

  /** Sums over some of the tokens. */
  private static final class Tally {

    private double nats;
    private double hits;
    private long tokens;

    void add(float loss, float hit) {
      nats += loss;
      hits += hit;
      tokens++;
    }

    double getLoss() {
      return nats / tokens;
    }

    double getAccuracy() {
      return hits / tokens;
    }
  }
}
