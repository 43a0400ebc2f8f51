package io.noisette.evaluation.metric;

import io.noisette.model.Labels.Problem;
import java.util.Locale;

/**
 * Metrics of predictions against targets; higher is better. Predictions and targets are label
 * indices from 0, or values of a regression task.
 *
 * <p>Where a formula divides by zero, the result is that of scikit-learn and scipy: 0 for {@code
 * f1}, {@code macro-f1} and {@code mcc}, NaN for the correlations.
 */
public enum Metric {
  /** Accuracy: share of correct labels. */
  ACC(Problem.CLASSIFICATION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return new Confusion(predictions, targets).getAccuracy();
    }
  },
  /** F1 score of the second label (index 1): harmonic mean of precision and recall. */
  F1(Problem.CLASSIFICATION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return new Confusion(predictions, targets).getF1();
    }
  },
  /** Mean of the F1 scores of all labels that occur or are predicted. */
  MACRO_F1(Problem.CLASSIFICATION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return new Confusion(predictions, targets).getMacroF1();
    }
  },
  /** Matthews correlation coefficient, for any number of labels. */
  MCC(Problem.CLASSIFICATION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return new Confusion(predictions, targets).getMatthews();
    }
  },
  /** Pearson correlation coefficient. */
  PEARSON(Problem.REGRESSION) {
    @Override
    double measure(float[] predictions, float[] targets) {
      return Correlation.pearson(predictions, targets);
    }
  },
  /** Spearman rank correlation coefficient; ties get the mean of their ranks. */
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

  /** Returns the kind of task that the metric applies to. */
  public Problem getProblem() {
    return problem;
  }

  /** Returns the name of the metric, such as {@code acc} in {@code rte.acc}. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Computes the metric over all examples.
   *
   * @param targets as many as there are predictions, at least one
   */
  public double of(float[] predictions, float[] targets) {
    if (predictions.length != targets.length || targets.length == 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "predictions must be as many as targets, %d, not %d",
              targets.length,
              predictions.length));
    }
    return measure(predictions, targets);
  }

  /**
   * Computes the metric as {@link #of} does, but 0 where it is NaN: a correlation is undefined if
   * all predictions are equal, and such a model has learned nothing.
   */
  public double scoreOf(float[] predictions, float[] targets) {
    return toScore(of(predictions, targets));
  }

  /** Returns a value of a metric, with 0 in place of NaN. */
  public static double toScore(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  abstract double measure(float[] predictions, float[] targets);
}
