package io.noisette.bart.objective;

import io.noisette.model.TokenLosses;

/** Sums of losses and hits over the target tokens of sequences. */
public final class SequenceLosses {

  private final RatioError error = new RatioError();
  private final TokenTally tally = new TokenTally();

  /**
   * Adds the target tokens of a sequence.
   *
   * @param labels negative where nothing is predicted
   * @param first place of the first label in the losses
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

  /** Number of sequences. */
  public long getSequences() {
    return error.getCount();
  }

  /** Number of target tokens. */
  public long getTokens() {
    return tally.getTokens();
  }

  /** Nats per target token. */
  public double getLoss() {
    return tally.getLoss();
  }

  /** Share of target tokens for which the likeliest token is the right one. */
  public double getAccuracy() {
    return tally.getAccuracy();
  }

  /** Standard error of the loss if sequences are independent draws; NaN of a single one. */
  public double getLossError() {
    return error.getStandardError();
  }
}
