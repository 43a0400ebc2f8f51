package io.noisette.bart.objective;

import io.noisette.model.TokenLosses;

/** Losses and correct predictions, accumulated over tokens. */
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

  /** Returns the mean loss, in nats per token. */
  double getLoss() {
    return nats / tokens;
  }

  /** Returns the fraction of tokens for which the most probable token is correct. */
  double getAccuracy() {
    return hits / tokens;
  }
}
