package io.noisette.distillation.specialist;

import java.util.List;

/** What makes classes alike, so that one specialist learns to tell them apart. */
public enum ClusterBy {

  /** Columns of the covariance of the generalist's probabilities, as in the paper. */
  COVARIANCE,

  /**
   * Columns of their correlation: not in the paper. Classes that are predicted often do not
   * outweigh the others.
   */
  CORRELATION;

  /**
   * Returns the points that are clustered, a row per class.
   *
   * @param probabilities of the generalist, a row per text
   */
  public double[][] toPoints(List<double[]> probabilities) {
    double[][] points = ClassClusters.covariance(probabilities);
    return switch (this) {
      case COVARIANCE -> points;
      case CORRELATION -> correlation(points);
    };
  }

  /** Divides by both standard deviations; a class of constant probability correlates with none. */
  private static double[][] correlation(double[][] covariance) {
    int classes = covariance.length;
    double[][] correlation = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        double product = Math.sqrt(covariance[i][i]) * Math.sqrt(covariance[j][j]);
        correlation[i][j] = product > 0 ? covariance[i][j] / product : 0;
      }
    }
    return correlation;
  }
}
