package io.noisette.noising.spi;

import java.util.random.RandomGenerator;

/**
 * Corrupts one document; the model is trained to undo the damage.
 *
 * <p>Implementations are stateless and never change the document they are given; any number of
 * threads may call one. All randomness comes from {@code random}, so that a seed replays a run
 * exactly. A document may be empty, and may become so.
 */
@FunctionalInterface
public interface NoisingFunction {

  /**
   * Returns the corrupted document.
   *
   * @param random a stream of this function's own, for this document alone
   */
  TokenizedDocument corrupt(TokenizedDocument document, RandomGenerator random);
}
