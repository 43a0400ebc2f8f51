package io.noisette.generate.search;

/** Scorer of the next token of several hypotheses at once. */
@FunctionalInterface
interface TokenScorer {

  /**
   * Appends a token to each hypothesis and scores the tokens that may follow.
   *
   * @param tokens newest token of each hypothesis
   * @param parents for each hypothesis, the index in the previous call of the one that it extends;
   *     0 in the first call
   * @return log-probabilities, one row per hypothesis; the caller may change them
   */
  float[] score(int[] tokens, int[] parents);
}
