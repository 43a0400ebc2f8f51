package io.noisette.model.bart;

/** The most likely next tokens of several hypotheses, best first. */
public final class Candidates {

  private final int count;
  private final float[] logProbabilities;
  private final long[] tokens;

  /**
   * Creates candidates.
   *
   * @param count number of tokens for each hypothesis
   * @param logProbabilities their log-probabilities, (hypotheses, count), best first; minus
   *     infinity for tokens that must not follow
   * @param tokens their ids, (hypotheses, count)
   */
  public Candidates(int count, float[] logProbabilities, long[] tokens) {
    this.count = count;
    this.logProbabilities = logProbabilities;
    this.tokens = tokens;
  }

  /** Returns the number of tokens for each hypothesis. */
  public int getCount() {
    return count;
  }

  /** Returns the log-probability in nats of a token after a hypothesis; rank 0 is the best. */
  public float getLogProbability(int hypothesis, int rank) {
    return logProbabilities[hypothesis * count + rank];
  }

  /** Returns the id of a token after a hypothesis; rank 0 is the best. */
  public int getToken(int hypothesis, int rank) {
    return (int) tokens[hypothesis * count + rank];
  }
}
