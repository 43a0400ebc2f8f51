package io.noisette.model;

import java.util.Arrays;

/** What a classifier made of a batch: the loss, summed over the rows, and the scores. */
public final class LabelScores {

  private final double loss;
  private final float[] scores;
  private final int labels;

  /**
   * What a pass came to.
   *
   * @param loss summed over the rows
   * @param scores (rows, labels)
   */
  public LabelScores(double loss, float[] scores, int labels) {
    this.loss = loss;
    this.scores = scores.clone();
    this.labels = labels;
  }

  /** The sum over the rows of -log p of the label, or of the squared error; not weighted. */
  public double getLoss() {
    return loss;
  }

  public int getRowCount() {
    return scores.length / labels;
  }

  /** The scores of a row: before softmax, or the value of a regression. */
  public float[] getScores(int row) {
    return Arrays.copyOfRange(scores, row * labels, (row + 1) * labels);
  }
}
