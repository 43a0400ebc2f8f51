package io.noisette.noising.spi;

import java.util.random.RandomGenerator;

/**
 * A noising function in the sense of BART: corrupts one document, which the model is trained to
 * restore.
 *
 * <p>Implementations are stateless, thread-safe and never change the document they are given. They
 * draw all random numbers from {@code random}, so that a run can be reproduced from its random
 * seed. Documents may be empty, before and after.
 */
@FunctionalInterface
public interface NoisingFunction {

  /**
   * Returns the corrupted document.
   *
   * @param random random numbers of this function for this document alone
   */
  TokenizedDocument corrupt(TokenizedDocument document, RandomGenerator random);
}
