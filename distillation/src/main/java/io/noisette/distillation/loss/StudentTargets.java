package io.noisette.distillation.loss;

import java.util.Arrays;
import java.util.Locale;

/**
 * Targets of the rows of a step: those of the teachers, the labels, and the part that each row has
 * in the mean of both terms of the loss.
 *
 * <p>The soft term is a weighted mean over all rows of the step, the hard term one over its
 * labelled rows. So neither depends on how the step is divided into micro-batches, and the share of
 * the hard term does not shrink where few rows are labelled.
 */
public final class StudentTargets {

  private final double[] targets; // (rows, outputs)
  private final double[] labels; // (rows), NaN where unlabelled
  private final double[] soft; // (rows)
  private final double[] hard; // (rows)

  private StudentTargets(double[] targets, double[] labels, double[] soft, double[] hard) {
    this.targets = targets;
    this.labels = labels;
    this.soft = soft;
    this.hard = hard;
  }

  /**
   * Creates the targets of a whole step, whose rows count equally.
   *
   * @param targets of the teachers, (rows, outputs) row by row
   * @param labels index of the label or score of each row; NaN where unlabelled
   */
  public static StudentTargets of(double[] targets, double[] labels) {
    double[] weights = new double[labels.length];
    Arrays.fill(weights, 1);
    return of(targets, labels, weights);
  }

  /**
   * Creates the targets of a whole step.
   *
   * @param targets of the teachers, (rows, outputs) row by row
   * @param labels index of the label or score of each row; NaN where unlabelled
   * @param weights of the rows in both means
   */
  public static StudentTargets of(double[] targets, double[] labels, double[] weights) {
    int rows = labels.length;
    if (rows == 0 || weights.length != rows || targets.length % rows != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "labels, weights and targets must be those of the same rows, not %d, %d and %d"
                  + " values",
              rows,
              weights.length,
              targets.length));
    }
    double all = Arrays.stream(weights).sum();
    double labelled = 0;
    for (int row = 0; row < rows; row++) {
      labelled += Double.isNaN(labels[row]) ? 0 : weights[row];
    }
    double[] soft = new double[rows];
    double[] hard = new double[rows];
    for (int row = 0; row < rows; row++) {
      soft[row] = all > 0 ? weights[row] / all : 0;
      boolean counts = !Double.isNaN(labels[row]) && labelled > 0;
      hard[row] = counts ? weights[row] / labelled : 0;
    }
    return new StudentTargets(targets.clone(), labels.clone(), soft, hard);
  }

  /** Returns the number of rows. */
  public int getRowCount() {
    return labels.length;
  }

  /** Returns the targets of some of the rows, which keep their part in the means of the step. */
  public StudentTargets select(int[] rows) {
    int outputs = targets.length / labels.length;
    double[] chosen = new double[rows.length * outputs];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(targets, rows[i] * outputs, chosen, i * outputs, outputs);
    }
    return new StudentTargets(chosen, pick(labels, rows), pick(soft, rows), pick(hard, rows));
  }

  double[] getTargets() {
    return targets.clone();
  }

  /** Returns the labels, 0 where there is none. */
  public double[] getLabels() {
    return Arrays.stream(labels).map(label -> Double.isNaN(label) ? 0 : label).toArray();
  }

  double[] getSoftShares() {
    return soft.clone();
  }

  double[] getHardShares() {
    return hard.clone();
  }

  private static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
  }
}
