package io.noisette.evaluation.metric;

import java.util.Arrays;

/** Confusion matrix: counts of predicted labels per true label. */
final class Confusion {

  private final double[][] counts; // (target, prediction)
  private final double n;

  Confusion(float[] predictions, float[] targets) {
    int labels = 2;
    for (int i = 0; i < targets.length; i++) {
      labels = Math.max(labels, 1 + (int) Math.max(predictions[i], targets[i]));
    }
    counts = new double[labels][labels];
    for (int i = 0; i < targets.length; i++) {
      counts[(int) targets[i]][(int) predictions[i]]++;
    }
    n = targets.length;
  }

  double getAccuracy() {
    return right() / n;
  }

  double getF1() {
    double truePositives = counts[1][1];
    double positives = sum(counts[1]) + column(1); // of targets and of predictions
    return positives == 0 ? 0 : 2 * truePositives / positives;
  }

  double getMatthews() {
    double both = right() * n;
    double ofTargets = n * n;
    double ofPredictions = n * n;
    for (int label = 0; label < counts.length; label++) {
      double target = sum(counts[label]);
      double prediction = column(label);
      both -= target * prediction;
      ofTargets -= target * target;
      ofPredictions -= prediction * prediction;
    }
    double product = ofTargets * ofPredictions;
    return product == 0 ? 0 : both / Math.sqrt(product);
  }

  private double right() {
    double right = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
    }
    return right;
  }

  private double column(int label) {
    return Arrays.stream(counts).mapToDouble(row -> row[label]).sum();
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }
}
