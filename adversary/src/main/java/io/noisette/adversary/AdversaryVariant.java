package io.noisette.adversary;

import io.noisette.adversary.perturbation.AdversaryNorm;

/**
 * The two published implementations of FreeLB: the same algorithm with different counts of passes
 * (docs/papers.md 3.1).
 */
public enum AdversaryVariant {
  /**
   * The authors' script for Hugging Face models: {@code adv-steps} passes per batch, the K of the
   * paper.
   */
  HF(0, 1e-8),
  /** The authors' branch of fairseq: 1 + {@code adv-steps} passes per batch. */
  FAIRSEQ(1, 1e-10);

  private static final double LINF_FLOOR = 1e-8;

  private final int morePasses;
  private final double l2Floor;

  AdversaryVariant(int morePasses, double l2Floor) {
    this.morePasses = morePasses;
    this.l2Floor = l2Floor;
  }

  int countPasses(int advSteps) {
    return advSteps + morePasses;
  }

  /** Returns the lower bound of the norm that a gradient is divided by. */
  double getFloor(AdversaryNorm norm) {
    return norm == AdversaryNorm.L2 ? l2Floor : LINF_FLOOR;
  }
}
