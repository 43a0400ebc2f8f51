package io.noisette.model.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.corpus.StreamWindows;
import io.noisette.corpus.TokenSource;
import java.util.function.Predicate;

/** Measures how well a model predicts a stream, window by window. */
public final class StreamScorer {

  private final NDManager manager;
  private final SandwichModel model;
  private final int microBatchTokens;

  /**
   * What the model says of the tokens so far.
   *
   * @param tokens that were predicted
   * @param nats the sum of their -log p
   */
  public record Score(long tokens, double nats) {

    /** Nats a token. */
    public double loss() {
      return nats / tokens;
    }

    private Score plus(float[] logProbabilities) {
      double sum = nats;
      for (float logProbability : logProbabilities) {
        sum -= logProbability;
      }
      return new Score(tokens + logProbabilities.length, sum);
    }
  }

  /**
   * @param microBatchTokens tokens that are read at a time, at least a window
   */
  public StreamScorer(NDManager manager, SandwichModel model, int microBatchTokens) {
    this.manager = manager;
    this.model = model;
    this.microBatchTokens = microBatchTokens;
  }

  /**
   * Goes through the windows.
   *
   * @param goesOn is asked after each batch, with the score up to there
   */
  public Score measure(TokenSource stream, StreamWindows windows, Predicate<Score> goesOn) {
    Score score = new Score(0, 0);
    for (LanguageBatch batch : new WindowBatches(stream, windows, microBatchTokens)) {
      try (NDManager scope = manager.newSubManager()) {
        score = score.plus(model.score(scope, batch));
      }
      if (!goesOn.test(score)) {
        break;
      }
    }
    return score;
  }
}
