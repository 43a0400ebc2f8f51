package io.noisette.model.layer;

import io.noisette.engine.DropoutMasks;
import io.noisette.model.DropoutRates;
import io.noisette.random.Mix;
import org.jspecify.annotations.Nullable;

/**
 * Sources of the dropout masks of a forward pass: hidden states, attention weights, activations and
 * head; all masks are a function of one random seed.
 *
 * @param hidden masks of (tokens, d)
 * @param attention masks of (1, n), where n is the sum over the segments of heads * queries * keys
 * @param activation masks of (tokens, inner dimension)
 * @param head masks of (rows, d)
 */
public record DropoutSites(
    DropoutMasks hidden, DropoutMasks attention, DropoutMasks activation, DropoutMasks head) {

  /** Returns the sources of dropout masks for the given dropout probabilities. */
  public static DropoutSites of(DropoutRates rates) {
    return new DropoutSites(
        new DropoutMasks(rates.hidden()),
        new DropoutMasks(rates.attention()),
        new DropoutMasks(rates.activation()),
        new DropoutMasks(rates.head()));
  }

  /**
   * Starts a forward pass; masks of the previous pass become invalid.
   *
   * @param seed random seed of the masks; null: no dropout
   */
  public void start(@Nullable Long seed) {
    if (seed == null) {
      hidden.startWithout();
      attention.startWithout();
      activation.startWithout();
      head.startWithout();
      return;
    }
    hidden.start(seed);
    attention.start(Mix.of(seed, 1));
    activation.start(Mix.of(seed, 2));
    head.start(Mix.of(seed, 3));
  }
}
