package io.noisette.distillation.loss;

/** Softmax in double precision. */
public final class Softmax {

  private Softmax() {}

  /** Returns the probabilities of logits. */
  public static double[] of(double[] logits) {
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
}
