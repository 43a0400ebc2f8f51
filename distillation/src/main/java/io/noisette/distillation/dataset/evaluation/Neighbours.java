package io.noisette.distillation.dataset.evaluation;

import io.noisette.distillation.dataset.SetDescription;
import io.noisette.distillation.dataset.real.LabelledTexts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Classification of texts by the nearest of a few matrices: 1 or 3 neighbours, by l1 or l2. */
final class Neighbours {

  private static final int MOST_TEXTS = 300; // that choose number and distance

  private final EvaluatedSet set;
  private final List<double[]> matrices;
  private final List<Integer> labels;
  private final int count;
  private final boolean absolute; // l1 instead of l2

  private Neighbours(
      EvaluatedSet set,
      List<double[]> matrices,
      List<Integer> labels,
      int count,
      boolean absolute) {
    this.set = set;
    this.matrices = matrices;
    this.labels = labels;
    this.count = count;
    this.absolute = absolute;
  }

  /** Returns the number of neighbours and the distance that are best for some texts. */
  static Neighbours choose(RealSet real, EvaluatedSet set, LabelledTexts texts) {
    SetDescription description = set.getDescription();
    List<double[]> matrices = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (List<double[]> step : real.steps()) {
      for (int row = 0; row < step.size(); row++) {
        matrices.add(step.get(row));
        labels.add(description.labelOf(row));
      }
    }
    LabelledTexts some =
        texts.select(IntStream.range(0, Math.min(MOST_TEXTS, texts.getSize())).toArray());
    Neighbours best = new Neighbours(set, matrices, labels, 1, false);
    double most = best.measure(some);
    for (boolean absolute : new boolean[] {false, true}) {
      for (int count : new int[] {1, 3}) {
        Neighbours other = new Neighbours(set, matrices, labels, count, absolute);
        double share = other.measure(some);
        if (share > most) {
          most = share;
          best = other;
        }
      }
    }
    return best;
  }

  /**
   * Returns the class of most of the neighbours of each text; of equally many, the nearest one's.
   */
  float[] predict(LabelledTexts texts) {
    float[] predicted = new float[texts.getSize()];
    IntStream.range(0, predicted.length)
        .parallel()
        .forEach(text -> predicted[text] = classify(TextMatrix.of(texts, text, set)));
    return predicted;
  }

  private double measure(LabelledTexts texts) {
    float[] predicted = predict(texts);
    long right =
        IntStream.range(0, predicted.length)
            .filter(text -> (int) predicted[text] == texts.getLabel(text))
            .count();
    return (double) right / predicted.length;
  }

  private int classify(double[] matrix) {
    double[] distances = new double[matrices.size()];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = distance(matrix, matrices.get(i));
    }
    List<Integer> nearest =
        IntStream.range(0, distances.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distances[i]))
            .limit(count)
            .map(labels::get)
            .toList();
    int best = nearest.get(0);
    int most = 0;
    for (int label : nearest) {
      int votes = (int) nearest.stream().filter(other -> other == label).count();
      if (votes > most) {
        most = votes;
        best = label;
      }
    }
    return best;
  }

  private double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double gap = a[i] - b[i];
      sum += absolute ? Math.abs(gap) : gap * gap;
    }
    return sum;
  }
}
