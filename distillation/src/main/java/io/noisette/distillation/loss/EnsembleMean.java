package io.noisette.distillation.loss;

import io.noisette.classify.Logits;
import java.util.Arrays;

/** How the distributions of several teachers become one target (docs/papers.md 5.1). */
public enum EnsembleMean {
  /** Mean of the probabilities, each softened first. */
  ARITHMETIC {
    @Override
    void combine(double[][] scores, double[] shares, double[] target) {
      Arrays.fill(target, 0);
      for (int teacher = 0; teacher < scores.length; teacher++) {
        double[] probabilities = Logits.softmax(scores[teacher]);
        for (int i = 0; i < target.length; i++) {
          target[i] += shares[teacher] * probabilities[i];
        }
      }
    }
  },
  /** Normalized geometric mean of the probabilities, which is the softmax of the mean logits. */
  GEOMETRIC {
    @Override
    void combine(double[][] scores, double[] shares, double[] target) {
      double[] mean = new double[target.length];
      for (int teacher = 0; teacher < scores.length; teacher++) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += shares[teacher] * scores[teacher][i];
        }
      }
      System.arraycopy(Logits.softmax(mean), 0, target, 0, target.length);
    }
  };

  /**
   * Computes the target of one text.
   *
   * @param scores logits divided by the temperature, (teachers, classes)
   * @param shares of the teachers, which add up to 1
   * @param target receives the distribution
   */
  abstract void combine(double[][] scores, double[] shares, double[] target);
}
