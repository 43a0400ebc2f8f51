package io.noisette.noising.spi;

import java.util.random.RandomGenerator;

/**
 * Corrupts one document; the model is trained to undo the damage.
 *
 * <p>Implementations are stateless and never change the document they are given. All randomness
 * comes from {@code random}, so that a seed replays a run exactly.
 */
@FunctionalInterface
public interface NoisingFunction {

  TokenizedDocument corrupt(TokenizedDocument document, RandomGenerator random);
}
