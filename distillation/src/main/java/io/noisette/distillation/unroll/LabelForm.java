package io.noisette.distillation.unroll;

import io.noisette.classify.Logits;
import java.util.Arrays;
import java.util.Locale;

/** How the stored label of a synthetic row becomes weights of the classes in its loss. */
public enum LabelForm {
  /** One class, which is not learned. */
  HARD,
  /** The stored numbers themselves: they may be negative, and need not add up to 1. */
  RAW,
  /** The softmax of the stored numbers. */
  SOFTMAX;

  /** Returns the name in settings and files. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the labels are learned. */
  public boolean isLearned() {
    return this != HARD;
  }

  /**
   * Returns the weights of the classes.
   *
   * @param stored numbers of all rows, (rows, classes) row by row
   */
  public double[] toWeights(double[] stored, int classes) {
    double[] weights = stored.clone();
    for (int at = 0; this == SOFTMAX && at < stored.length; at += classes) {
      double[] row = Logits.softmax(Arrays.copyOfRange(stored, at, at + classes));
      System.arraycopy(row, 0, weights, at, classes);
    }
    return weights;
  }

  /**
   * Returns the gradient of the stored numbers.
   *
   * @param stored numbers of all rows, (rows, classes) row by row
   * @param ofWeights gradient of the weights of the classes, likewise
   */
  public double[] toGradient(double[] stored, double[] ofWeights, int classes) {
    double[] gradient = ofWeights.clone();
    for (int at = 0; this == SOFTMAX && at < stored.length; at += classes) {
      double[] p = Logits.softmax(Arrays.copyOfRange(stored, at, at + classes));
      double mean = 0;
      for (int i = 0; i < classes; i++) {
        mean += p[i] * ofWeights[at + i];
      }
      for (int i = 0; i < classes; i++) {
        gradient[at + i] = p[i] * (ofWeights[at + i] - mean);
      }
    }
    return gradient;
  }
}
