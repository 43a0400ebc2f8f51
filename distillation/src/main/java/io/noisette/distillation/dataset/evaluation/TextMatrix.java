package io.noisette.distillation.dataset.evaluation;

import io.noisette.distillation.dataset.WordTable;
import io.noisette.distillation.dataset.real.LabelledTexts;
import java.util.Arrays;

/** Real texts as matrices of word vectors. */
final class TextMatrix {

  private TextMatrix() {}

  /** Returns the matrix of a text, (L, d) row by row, with zeros behind its end. */
  static double[] of(LabelledTexts texts, int text, EvaluatedSet set) {
    WordTable words = set.getWords();
    double[][] vectors =
        Arrays.stream(texts.getIds(text)).mapToObj(words::getVector).toArray(double[][]::new);
    return RealRows.toMatrix(vectors, set.getDescription().length());
  }
}
