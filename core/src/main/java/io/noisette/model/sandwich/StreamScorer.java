package io.noisette.model.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.corpus.StreamWindows;
import io.noisette.corpus.TokenSource;
import java.util.function.Predicate;

/** Evaluates a language model on a token stream, window by window. */
public final class StreamScorer {

  private final NDManager manager;
  private final SandwichModel model;
  private final int microBatchTokens;

  /**
   * Total loss over the tokens evaluated so far.
   *
   * @param tokens number of predicted tokens
   * @param nats sum of -log p over them
   */
  public record Score(long tokens, double nats) {

    /** Returns the mean loss, in nats per token. */
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
   * Creates an evaluator.
   *
   * @param microBatchTokens maximum number of tokens per forward pass, at least one window
   */
  public StreamScorer(NDManager manager, SandwichModel model, int microBatchTokens) {
    this.manager = manager;
    this.model = model;
    this.microBatchTokens = microBatchTokens;
  }

  /**
   * Evaluates the windows in order, for as long as {@code goesOn} returns true.
   *
   * @param goesOn called after each batch with the total so far; false ends the evaluation early
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
