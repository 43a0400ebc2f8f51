package io.noisette.bart.objective;

import io.noisette.model.TokenLosses;

/** Sums of losses and hits over some tokens. */
final class TokenTally {

  private double nats;
  private double hits;
  private long tokens;

  void add(TokenLosses losses, int token) {
    nats += losses.nats()[token];
    hits += losses.hits()[token];
    tokens++;
  }

  long getTokens() {
    return tokens;
  }

  /** Nats per token. */
  double getLoss() {
    return nats / tokens;
  }

  /** Share of the tokens for which the likeliest token is the right one. */
  double getAccuracy() {
    return hits / tokens;
  }
}
