package io.noisette.model.directory;

import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ParameterSpec;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.encoder.EncoderLayout;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The last product of a stored classifier, which has a row for each label, for a model whose labels
 * may stand in another order.
 */
final class ScoreRows {

  private final List<String> names;
  private final int @Nullable [] places;

  private ScoreRows(List<String> names, int @Nullable [] places) {
    this.names = names;
    this.places = places;
  }

  /**
   * The rows of a family's classifier.
   *
   * @param wanted the labels of the model that is made of it
   */
  static ScoreRows of(ModelFamily family, Labels stored, Labels wanted) {
    List<String> head =
        family == ModelFamily.BART
            ? BartLayout.CLASSIFIER_HEAD
            : EncoderLayout.classifierHead(family);
    String product = head.get(head.size() - 1);
    return new ScoreRows(List.of(product + ".weight", product + ".bias"), wanted.findIn(stored));
  }

  /** The names of its parameters. */
  List<String> getNames() {
    return names;
  }

  /** Whether they score the labels that are wanted, in whatever order. */
  boolean areWanted() {
    return places != null;
  }

  /** Values with the rows in the order that is wanted. */
  Function<ParameterSpec, float[]> inOrder(Function<ParameterSpec, float[]> values) {
    return spec ->
        places != null && names.contains(spec.name())
            ? inOrder(values.apply(spec), places)
            : values.apply(spec);
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
