package io.noisette.model.directory;

import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterValues;
import io.noisette.model.TokenTagger;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.encoder.EncoderLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Output layer of a stored classifier, with one row per label, for a model whose labels may be in
 * another order.
 */
final class ScoreRows {

  private final List<String> names;
  private final int @Nullable [] places;

  private ScoreRows(List<String> names, int @Nullable [] places) {
    this.names = names;
    this.places = places;
  }

  /**
   * Returns the output layer of a family's classification or tagging head.
   *
   * @param task which of the heads
   * @param stored the labels in the order of the stored rows
   * @param wanted the labels in the order of the loaded model
   */
  static ScoreRows of(ModelFamily family, ModelTask task, Labels stored, Labels wanted) {
    String product =
        task == ModelTask.TOKEN_CLASSIFICATION
            ? TokenTagger.HEAD
            : family == ModelFamily.BART ? BartLayout.SCORES : EncoderLayout.scores(family);
    return new ScoreRows(List.of(product + ".weight", product + ".bias"), wanted.findIn(stored));
  }

  /** Returns the names of the output layer's weight and bias. */
  List<String> getNames() {
    return names;
  }

  /** Returns whether the stored labels are the wanted ones, in any order. */
  boolean areWanted() {
    return places != null;
  }

  /**
   * Returns the given values, with the rows of the output layer in the order of the wanted labels.
   */
  ParameterValues inOrder(ParameterValues values) {
    return (spec, target) -> {
      if (places != null && names.contains(spec.name())) {
        target.put(inOrder(values.toArray(spec), places));
      } else {
        values.write(spec, target);
      }
    };
  }

  private static float[] inOrder(float[] rows, int[] places) {
    int width = rows.length / places.length;
    float[] ordered = new float[rows.length];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(rows, places[i] * width, ordered, i * width, width);
    }
    return ordered;
  }
}
