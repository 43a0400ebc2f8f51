package io.noisette.generate;

import java.util.Arrays;

/** A target, finished or on its way, with its score. */
public final class Hypothesis {

  private final int[] tokens;
  private final float score;

  private Hypothesis(int[] tokens, float score) {
    this.tokens = tokens;
    this.score = score;
  }

  /** A hypothesis of the start token alone. */
  static Hypothesis start(int token, float score) {
    return new Hypothesis(new int[] {token}, score);
  }

  /** This one and a token more. */
  Hypothesis continued(int token, float newScore) {
    int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
    longer[tokens.length] = token;
    return new Hypothesis(longer, newScore);
  }

  Hypothesis scored(float newScore) {
    return new Hypothesis(tokens, newScore);
  }

  /** Ids, with the decoder's start token first and the end token last, if it came. */
  public int[] getTokens() {
    return tokens.clone();
  }

  /** Number of tokens without the start token. */
  public int getLength() {
    return tokens.length - 1;
  }

  /** The token at a place; at 0 stands the start token. */
  public int getToken(int place) {
    return tokens[place];
  }

  public int getLastToken() {
    return tokens[tokens.length - 1];
  }

  /** The sum of log p, divided by the length to the length penalty once it is finished; nats. */
  public double getScore() {
    return score;
  }

  float score() {
    return score;
  }
}
