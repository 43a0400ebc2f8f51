package io.noisette.freelb.adversary;

/**
 * Which of the two published implementations of FreeLB the number of steps counts for
 * (docs/papers.md 3.1). They are one algorithm.
 */
public enum AdversaryVariant {
  /** {@code adv-steps} passes: the K of the paper. */
  HF(0, 1e-8),
  /** 1 + {@code adv-steps} passes. */
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

  /** What a gradient is divided by at least. */
  double getFloor(AdversaryNorm norm) {
    return norm == AdversaryNorm.L2 ? l2Floor : LINF_FLOOR;
  }
}
