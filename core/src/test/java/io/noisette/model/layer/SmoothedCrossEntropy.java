package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import io.noisette.model.LabelSmoothing;

/** Smoothed cross-entropy by its definition, -sum q log p over all words, for autograd. */
public final class SmoothedCrossEntropy {

  private SmoothedCrossEntropy() {}

  /**
   * Returns the sum over all labels.
   *
   * @param logits (n, V)
   * @param labels (n), negative where ignored
   */
  public static NDArray of(NDArray logits, long[] labels, LabelSmoothing smoothing) {
    int words = (int) logits.getShape().get(1);
    double uniform = smoothing.toUniform(words);
    float[] q = new float[labels.length * words];
    for (int i = 0; i < labels.length; i++) {
      for (int word = 0; word < words && labels[i] >= 0; word++) {
        boolean isLabel = word == labels[i];
        q[i * words + word] = (float) (isLabel ? 1 - uniform * (words - 1) : uniform);
      }
    }
    NDArray targets = logits.getManager().create(q, logits.getShape());
    return logits.logSoftmax(1).mul(targets).sum().neg();
  }
}
