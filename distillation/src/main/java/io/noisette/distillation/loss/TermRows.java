package io.noisette.distillation.loss;

/** Both terms of a student's loss for each row of a step or of a part of it. */
public final class TermRows {

  private final StudentTargets targets;
  private final double[] soft;
  private final double[] hard;

  TermRows(StudentTargets targets, double[] soft, double[] hard) {
    this.targets = targets;
    this.soft = soft;
    this.hard = hard;
  }

  /** Returns the soft term of each row: T² KL, or a squared error. */
  public double[] getSoftRows() {
    return soft.clone();
  }

  /**
   * Returns the part of these rows in the mean of the soft term over the step, without its weight.
   */
  public double getSoftPart() {
    return dot(soft, targets.getSoftShares());
  }

  /**
   * Returns the part of these rows in the mean of the hard term over the step, without its weight.
   */
  public double getHardPart() {
    return dot(hard, targets.getHardShares());
  }

  private static double dot(double[] rows, double[] shares) {
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += shares[i] == 0 ? 0 : rows[i] * shares[i];
    }
    return sum;
  }
}
