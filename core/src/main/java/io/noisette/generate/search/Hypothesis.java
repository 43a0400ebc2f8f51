package io.noisette.generate.search;

import java.util.Arrays;

/** A finished or unfinished target sequence with its score. */
public final class Hypothesis {

  private final int[] tokens;
  private final float score;
  private final boolean isComplete;

  private Hypothesis(int[] tokens, float score, boolean isComplete) {
    this.tokens = tokens;
    this.score = score;
    this.isComplete = isComplete;
  }

  /** Creates a hypothesis of the start token alone. */
  static Hypothesis start(int token, float score) {
    return new Hypothesis(new int[] {token}, score, false);
  }

  /** Returns a copy of this hypothesis, extended by a token. */
  Hypothesis continued(int token, float newScore) {
    int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
    longer[tokens.length] = token;
    return new Hypothesis(longer, newScore, false);
  }

  Hypothesis scored(float newScore) {
    return new Hypothesis(tokens, newScore, isComplete);
  }

  /** Returns a copy with the score that the length penalty makes of the sum. */
  Hypothesis finished(GenerationSettings settings, boolean complete) {
    return new Hypothesis(tokens, settings.penalized(score, getLength()), complete);
  }

  /**
   * Returns the token ids, with the decoder's start token first and the end token, if reached,
   * last.
   */
  public int[] getTokens() {
    return tokens.clone();
  }

  /** Returns the number of tokens, without the start token. */
  public int getLength() {
    return tokens.length - 1;
  }

  /** Returns the token id at an index; index 0 is the start token. */
  public int getToken(int place) {
    return tokens[place];
  }

  /** Returns the id of the newest token. */
  public int getLastToken() {
    return tokens[tokens.length - 1];
  }

  /**
   * Returns the sum of log-probabilities in nats, divided by length^lengthPenalty once the
   * hypothesis is finished.
   */
  public double getScore() {
    return score;
  }

  /**
   * Returns whether a finished hypothesis has ended by itself; false if the length limit has cut it
   * or forced its end.
   */
  public boolean isComplete() {
    return isComplete;
  }

  float score() {
    return score;
  }
}
