package io.noisette.model;

import java.util.Arrays;

/** Result of a classifier's forward pass over a batch: the summed loss and the logits. */
public final class LabelScores {

  private final double loss;
  private final float[] scores;
  private final int labels;

  /**
   * Creates a result; the logits are copied.
   *
   * @param loss summed over the rows
   * @param scores logits, (rows, labels) row by row
   * @param labels number of labels, the length of a row
   */
  public LabelScores(double loss, float[] scores, int labels) {
    this.loss = loss;
    this.scores = scores.clone();
    this.labels = labels;
  }

  /**
   * Returns the unweighted loss, summed over the rows: cross-entropy in nats, or squared error for
   * regression.
   */
  public double getLoss() {
    return loss;
  }

  /** Returns the number of classified texts. */
  public int getRowCount() {
    return scores.length / labels;
  }

  /** Returns the logits of one row; for regression, the one predicted value. */
  public float[] getScores(int row) {
    return Arrays.copyOfRange(scores, row * labels, (row + 1) * labels);
  }
}
