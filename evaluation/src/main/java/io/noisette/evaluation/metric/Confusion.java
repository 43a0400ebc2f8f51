package io.noisette.evaluation.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

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
    double positives = countPositives(1);
    return positives == 0 ? 0 : 2 * counts[1][1] / positives;
  }

  /** Returns the mean F1 of the labels that occur or are predicted, of which there is one. */
  double getMacroF1() {
    return IntStream.range(0, counts.length)
        .filter(label -> countPositives(label) > 0)
        .mapToDouble(label -> 2 * counts[label][label] / countPositives(label))
        .average()
        .orElseThrow();
  }

  /** Returns how often a label occurs and is predicted, together. */
  private double countPositives(int label) {
    return sum(counts[label]) + column(label);
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
