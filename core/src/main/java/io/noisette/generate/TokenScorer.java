package io.noisette.generate;

/** Says how likely each token comes next, for several hypotheses at once. */
@FunctionalInterface
interface TokenScorer {

  /**
   * Adds a token to each hypothesis and scores what may follow.
   *
   * @param tokens the newest token of each hypothesis
   * @param parents which hypothesis of the call before each continues; 0 in the first call
   * @return log-probabilities, a row for each hypothesis; the caller may change them
   */
  float[] score(int[] tokens, int[] parents);
}
