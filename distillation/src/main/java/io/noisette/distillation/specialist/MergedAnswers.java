package io.noisette.distillation.specialist;

import io.noisette.classify.Logits;
import java.util.ArrayList;
import java.util.List;

/**
 * What a generalist and specialists say of some texts together.
 *
 * @param generalist probabilities of all classes, for each text
 * @param roles of the specialists
 * @param opinions corrected probabilities of each specialist, for each text
 * @param likelyClasses number of the generalist's likeliest classes that decide which are asked
 */
record MergedAnswers(
    List<double[]> generalist,
    List<SpecialistRole> roles,
    List<List<double[]>> opinions,
    int likelyClasses) {

  /**
   * Creates the answers from logits.
   *
   * @param logits of each specialist, (texts, labels) row by row
   */
  static MergedAnswers of(
      List<double[]> generalist,
      List<SpecialistRole> roles,
      List<float[]> logits,
      int likelyClasses) {
    List<List<double[]>> opinions = new ArrayList<>();
    for (int i = 0; i < roles.size(); i++) {
      List<double[]> rows = new ArrayList<>();
      for (int text = 0; text < generalist.size(); text++) {
        rows.add(
            roles
                .get(i)
                .toProbabilities(LogitRows.toRow(logits.get(i), text, roles.get(i).countLabels())));
      }
      opinions.add(rows);
    }
    return new MergedAnswers(generalist, roles, opinions, likelyClasses);
  }

  /** Returns the indices of the specialists that are asked about a text. */
  List<Integer> findAsked(int text) {
    return ActiveSpecialists.find(
        generalist.get(text),
        roles.stream().map(SpecialistRole::specialist).toList(),
        likelyClasses);
  }

  /** Computes the probabilities of all classes, for each text. */
  List<double[]> merge() {
    List<double[]> merged = new ArrayList<>();
    for (int text = 0; text < generalist.size(); text++) {
      SpecialistMerge merge = new SpecialistMerge(generalist.get(text));
      for (int asked : findAsked(text)) {
        merge.with(roles.get(asked).specialist(), opinions.get(asked).get(text));
      }
      merged.add(merge.findMinimum());
    }
    return merged;
  }

  /** Returns the likeliest class of each row, the lower one of two that are equal. */
  static float[] toValues(List<double[]> probabilities) {
    float[] values = new float[probabilities.size()];
    for (int text = 0; text < values.length; text++) {
      double[] row = probabilities.get(text);
      values[text] = Logits.argmax(row, 0, row.length);
    }
    return values;
  }
}
