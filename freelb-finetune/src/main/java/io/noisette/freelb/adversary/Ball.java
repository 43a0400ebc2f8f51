package io.noisette.freelb.adversary;

/**
 * Where the perturbation of a sequence starts and may go.
 *
 * @param norm of a sequence's tokens together
 * @param initMagnitude what the norm of a random start is at most; 0: it starts at 0
 * @param maxNorm what it is projected to after an ascent; 0: no limit
 * @param floor what a gradient's norm is taken to be at least
 */
record Ball(AdversaryNorm norm, double initMagnitude, double maxNorm, double floor) {

  /** What uniform draws from (-1, 1) are multiplied by, for a sequence of so many tokens. */
  double startScale(long tokens, int width) {
    return norm == AdversaryNorm.L2
        ? initMagnitude / Math.sqrt(tokens * (double) width)
        : initMagnitude;
  }
}
