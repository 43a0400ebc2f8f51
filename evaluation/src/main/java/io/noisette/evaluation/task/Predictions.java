package io.noisette.evaluation.task;

import io.noisette.classify.Logits;
import io.noisette.evaluation.metric.Metric;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Logits of a classifier for all examples of a file, in the order of the file. */
public final class Predictions {

  private static final int LEAST_EXAMPLES = 10;

  private final ClassificationTask task;
  private final EncodedExamples examples;
  private final float[] scores; // (example, label)
  private final int labels;

  Predictions(ClassificationTask task, EncodedExamples examples, float[] scores) {
    this.task = task;
    this.examples = examples;
    this.scores = scores;
    labels = task.labels().labels().size();
  }

  /**
   * Returns predictions for the same examples from other logits.
   *
   * @param logits (examples, labels) row by row, in the order of the task's labels
   */
  public Predictions withScores(float[] logits) {
    if (logits.length != scores.length) {
      throw new IllegalArgumentException(
          "logits must be those of the same examples, "
              + scores.length
              + " numbers, not "
              + logits.length);
    }
    return new Predictions(task, examples, logits.clone());
  }

  /** Returns the examples that were classified. */
  public EncodedExamples getExamples() {
    return examples;
  }

  /** Returns the logits of an example, in the order of the task's labels. */
  public float[] getScores(int example) {
    return Arrays.copyOfRange(scores, example * labels, (example + 1) * labels);
  }

  /** Returns the index of the predicted label per example, or the score of a regression task. */
  public float[] getValues() {
    float[] values = new float[examples.getSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = task.labels().isRegression() ? scores[i] : likeliest(i);
    }
    return values;
  }

  /** Computes the metrics of the task by name, such as {@code mnli-mm.acc}. */
  public Map<String, Double> toMetrics() {
    float[] values = getValues();
    float[] targets = examples.getTargets();
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Metric metric : task.metrics()) {
      String name = ClassificationTask.nameOf(examples.getSet(), metric);
      metrics.put(name, metric.of(values, targets));
    }
    return metrics;
  }

  /**
   * Warns of a classifier that gives all of at least ten examples the same label, as an untrained
   * or diverged one does.
   */
  public void warnOfOneLabel(Consumer<String> warnings) {
    float[] values = getValues();
    if (task.labels().isRegression() || values.length < LEAST_EXAMPLES) {
      return;
    }
    for (float value : values) {
      if (value != values[0]) {
        return;
      }
    }
    warnings.accept(
        String.format(
            Locale.ROOT,
            "the model gives all %,d examples of %s the label %s, whatever they say",
            values.length,
            examples.getSet(),
            task.labels().write(values[0])));
  }

  /**
   * Computes the mean loss per example: cross-entropy in nats, or squared error of a regression.
   */
  public double getLoss() {
    float[] targets = examples.getTargets();
    double sum = 0;
    for (int i = 0; i < targets.length; i++) {
      sum += task.labels().isRegression() ? squaredError(i, targets[i]) : nats(i, targets[i]);
    }
    return sum / targets.length;
  }

  private int likeliest(int example) {
    return Logits.argmax(scores, example * labels, labels);
  }

  private double squaredError(int example, float target) {
    double error = (double) scores[example] - target;
    return error * error;
  }

  private double nats(int example, float target) {
    return Logits.crossEntropy(scores, example * labels, labels, (int) target);
  }
}
