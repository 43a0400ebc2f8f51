package io.noisette.classify;

import java.util.function.IntToDoubleFunction;

/**
 * Functions of the logits of classes, computed in double precision. Rows of logits may lie one
 * after another in an array; a row is given by the index of its first logit and the number of
 * classes.
 */
public final class Logits {

  private Logits() {}

  /** Returns the probabilities of classes: the softmax of their logits. */
  public static double[] softmax(double[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      most = Math.max(most, logit);
    }
    double[] probabilities = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = Math.exp(logits[i] - most);
      sum += probabilities[i];
    }
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** Returns the class with the highest logit of a row, the first of equal ones. */
  public static int argmax(float[] logits, int start, int classes) {
    return argmax(classes, i -> logits[start + i]);
  }

  /** Returns the class with the highest logit or probability of a row, the first of equal ones. */
  public static int argmax(double[] values, int start, int classes) {
    return argmax(classes, i -> values[start + i]);
  }

  private static int argmax(int classes, IntToDoubleFunction value) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      best = value.applyAsDouble(i) > value.applyAsDouble(best) ? i : best;
    }
    return best;
  }

  /** Returns the cross-entropy of a row with the right class, in nats. */
  public static double crossEntropy(float[] logits, int start, int classes, int target) {
    return crossEntropy(classes, target, i -> logits[start + i]);
  }

  /** Returns the cross-entropy of a row with the right class, in nats. */
  public static double crossEntropy(double[] logits, int start, int classes, int target) {
    return crossEntropy(classes, target, i -> logits[start + i]);
  }

  private static double crossEntropy(int classes, int target, IntToDoubleFunction logit) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < classes; i++) {
      most = Math.max(most, logit.applyAsDouble(i));
    }
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += Math.exp(logit.applyAsDouble(i) - most);
    }
    return Math.log(sum) + most - logit.applyAsDouble(target);
  }
}
