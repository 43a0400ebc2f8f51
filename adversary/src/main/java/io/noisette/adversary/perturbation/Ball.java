package io.noisette.adversary.perturbation;

/**
 * Limits of a sequence's perturbation: its random start and its maximum norm.
 *
 * @param norm taken over all tokens of a sequence together
 * @param initMagnitude maximum norm of the random start; 0: starts at 0
 * @param maxNorm norm to which a longer perturbation is projected after an ascent step; 0: no limit
 * @param floor lower bound of the norm that a gradient is divided by
 */
public record Ball(AdversaryNorm norm, double initMagnitude, double maxNorm, double floor) {

  /**
   * Returns the factor from uniform draws in (-1, 1) to the random start of a sequence.
   *
   * @param tokens number of tokens in the sequence
   * @param width embedding dimension
   */
  double startScale(long tokens, int width) {
    return norm == AdversaryNorm.L2
        ? initMagnitude / Math.sqrt(tokens * (double) width)
        : initMagnitude;
  }
}
