package io.noisette.model.layer;

import io.noisette.engine.DropoutMasks;
import io.noisette.model.DropoutRates;
import io.noisette.random.Mix;
import org.jspecify.annotations.Nullable;

/**
 * The masks of a forward pass, by kind of site; all of them are a function of one seed.
 *
 * @param hidden (tokens, d)
 * @param attention (1, sum over the segments of heads * queries * keys)
 * @param activation (tokens, inner width)
 * @param head (rows, d)
 */
public record DropoutSites(
    DropoutMasks hidden, DropoutMasks attention, DropoutMasks activation, DropoutMasks head) {

  public static DropoutSites of(DropoutRates rates) {
    return new DropoutSites(
        new DropoutMasks(rates.hidden()),
        new DropoutMasks(rates.attention()),
        new DropoutMasks(rates.activation()),
        new DropoutMasks(rates.head()));
  }

  /** Begins a pass; the masks of the one before must no longer be in use. Null: no dropout. */
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
