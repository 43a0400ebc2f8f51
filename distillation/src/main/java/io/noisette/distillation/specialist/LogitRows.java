package io.noisette.distillation.specialist;

import io.noisette.classify.Logits;
import java.util.ArrayList;
import java.util.List;

/** Rows of a model's logits as probabilities. */
final class LogitRows {

  private LogitRows() {}

  /**
   * Returns the probabilities of each row.
   *
   * @param logits (rows, labels) row by row
   */
  static List<double[]> toProbabilities(float[] logits, int labels) {
    List<double[]> probabilities = new ArrayList<>();
    for (int row = 0; row < logits.length / labels; row++) {
      probabilities.add(Logits.softmax(toRow(logits, row, labels)));
    }
    return probabilities;
  }

  /** Returns one row of logits. */
  static double[] toRow(float[] logits, int row, int labels) {
    double[] own = new double[labels];
    for (int label = 0; label < labels; label++) {
      own[label] = logits[row * labels + label];
    }
    return own;
  }
}
