package io.noisette.distillation.data;

import io.noisette.classify.Logits;
import io.noisette.evaluation.task.TaskLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Predictions of a model for each view of texts, the identity view first.
 *
 * @param labels of the task
 * @param logits of each view, (texts, labels) row by row
 * @param emptied of each view the texts of which the noise left nothing: it has no part in their
 *     mean
 */
record ViewScores(TaskLabels labels, List<View> views, List<float[]> logits, List<BitSet> emptied) {

  ViewScores {
    views = List.copyOf(views);
    logits = List.copyOf(logits);
    emptied = List.copyOf(emptied);
  }

  int countTexts() {
    return logits.get(0).length / labels.labels().size();
  }

  /** Returns the probabilities of the classes, or the score of a regression. */
  List<Double> predict(int view, int text) {
    int size = labels.labels().size();
    double[] row = new double[size];
    for (int label = 0; label < size; label++) {
      row[label] = logits.get(view)[text * size + label];
    }
    double[] values = labels.isRegression() ? row : Logits.softmax(row);
    return Arrays.stream(values).boxed().toList();
  }

  /**
   * Merges the predictions of views for a text. Without a view that has anything left of it, that
   * is the prediction for the text as it is.
   *
   * @param asked views to merge, {@link View#IDENTITY} as often as it is among them
   */
  ViewPredictions merge(List<View> asked, int text) {
    List<List<Double>> predictions = new ArrayList<>();
    for (View view : asked) {
      int number = view.isIdentity() ? 0 : views.indexOf(view);
      if (!emptied.get(number).get(text)) {
        predictions.add(predict(number, text));
      }
    }
    return new ViewPredictions(predictions.isEmpty() ? List.of(predict(0, text)) : predictions);
  }

  /**
   * Returns the share of the texts, among those of which the noise left something, for which a view
   * has the same class as the identity view.
   */
  double measureAgreement(int view) {
    int equal = 0;
    int all = 0;
    for (int text = 0; text < countTexts(); text++) {
      if (!emptied.get(view).get(text)) {
        all++;
        equal += labelOf(view, text) == labelOf(0, text) ? 1 : 0;
      }
    }
    return (double) equal / all;
  }

  private int labelOf(int view, int text) {
    return new ViewPredictions(List.of(predict(view, text))).getLabel();
  }
}
