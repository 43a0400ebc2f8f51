package io.noisette.distillation.dataset.real;

import io.noisette.classify.Logits;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Scores of a network for real texts. */
public final class TextScores {

  private final LabelledTexts texts;
  private final int classes;
  private final double[] scores; // (texts, classes)

  TextScores(LabelledTexts texts, int classes) {
    this.texts = texts;
    this.classes = classes;
    scores = new double[texts.getSize() * classes];
  }

  void set(int text, float[] values, int row) {
    for (int label = 0; label < classes; label++) {
      scores[text * classes + label] = values[row * classes + label];
    }
  }

  /** Returns the class with the largest score of each text; the lowest of equal ones. */
  public float[] getPredicted() {
    float[] predicted = new float[texts.getSize()];
    for (int text = 0; text < predicted.length; text++) {
      predicted[text] = likeliest(text);
    }
    return predicted;
  }

  /** Returns the share of texts that get their label. */
  public double getAccuracy() {
    return getAccuracy(IntStream.range(0, texts.getSize()).toArray());
  }

  /** Returns the share of selected texts that get their label. */
  public double getAccuracy(int[] selected) {
    long right =
        Arrays.stream(selected).filter(text -> likeliest(text) == texts.getLabel(text)).count();
    return (double) right / selected.length;
  }

  /** Returns the mean cross-entropy, in nats. */
  public double getLoss() {
    double sum = 0;
    for (int text = 0; text < texts.getSize(); text++) {
      sum += Logits.crossEntropy(scores, text * classes, classes, texts.getLabel(text));
    }
    return sum / texts.getSize();
  }

  private int likeliest(int text) {
    return Logits.argmax(scores, text * classes, classes);
  }
}
