package io.noisette.evaluation.metric;

import io.noisette.model.Labels.Problem;
import java.util.Locale;

/**
 * A figure of predictions against targets, higher is better. Predictions and targets are numbers of
 * labels, from 0, or values of a regression.
 *
 * <p>Where a formula divides by zero, scikit-learn's and scipy's answer is given: 0 for {@code f1}
 * and {@code mcc}, NaN for the correlations.
 */
public enum Metric {
  /** Share of right labels. */
  ACC(Problem.CLASSIFICATION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return new Confusion(predictions, targets).getAccuracy();
    }
  },
  /** Harmonic mean of precision and recall of label 1, the second of two. */
  F1(Problem.CLASSIFICATION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return new Confusion(predictions, targets).getF1();
    }
  },
  /** Matthews' correlation coefficient, of any number of labels. */
  MCC(Problem.CLASSIFICATION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return new Confusion(predictions, targets).getMatthews();
    }
  },
  /** Pearson's correlation coefficient. */
  PEARSON(Problem.REGRESSION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return Correlation.pearson(predictions, targets);
    }
  },
  /** Spearman's rank correlation coefficient; ties share the mean of their ranks. */
  SPEARMAN(Problem.REGRESSION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return Correlation.spearman(predictions, targets);
    }
  };

  private final Problem problem;

  Metric(Problem problem) {
    this.problem = problem;
  }

  /** What kind of task it measures. */
  public Problem getProblem() {
    return problem;
  }

  /** {@code acc}: what follows the point in {@code rte.acc}. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Measures predictions.
   *
   * @param targets as many, at least one
   */
  public double of(float[] predictions, float[] targets) {
    if (predictions.length != targets.length || targets.length == 0) {
      throw new IllegalArgumentException(
          "%d predictions for %d targets".formatted(predictions.length, targets.length));
    }
    return measure(predictions, targets);
  }

  abstract double measure(float[] predictions, float[] targets);
}
