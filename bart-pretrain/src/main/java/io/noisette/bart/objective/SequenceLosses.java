package io.noisette.bart.objective;

import io.noisette.model.TokenLosses;

/** Losses and correct predictions, accumulated over the target tokens of sequences. */
public final class SequenceLosses {

  private final RatioError error = new RatioError();
  private final TokenTally tally = new TokenTally();

  /**
   * Adds the target tokens of a sequence.
   *
   * @param labels negative where there is nothing to predict
   * @param losses of the batch that contains the sequence
   * @param first index in the losses of the sequence's first label
   */
  void add(int[] labels, TokenLosses losses, int first) {
    double nats = 0;
    int targets = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] >= 0) {
        nats += losses.nats()[first + i];
        tally.add(losses, first + i);
        targets++;
      }
    }
    error.add(nats, targets);
  }

  /** Returns the number of sequences. */
  public long getSequences() {
    return error.getCount();
  }

  /** Returns the number of target tokens. */
  public long getTokens() {
    return tally.getTokens();
  }

  /** Returns the mean loss, in nats per target token. */
  public double getLoss() {
    return tally.getLoss();
  }

  /** Returns the fraction of target tokens for which the most probable token is correct. */
  public double getAccuracy() {
    return tally.getAccuracy();
  }

  /**
   * Returns the standard error of the loss, treating sequences as independent draws; NaN for fewer
   * than two.
   */
  public double getLossError() {
    return error.getStandardError();
  }
}
