package io.noisette.evaluation.task;

import static java.util.stream.Collectors.joining;

import io.noisette.failure.UsageException;
import io.noisette.model.Labels;

/** Which score of a model is that of which label of a task. */
final class LabelMapping {

  private final int[] places;

  private LabelMapping(int[] places) {
    this.places = places;
  }

  /**
   * As {@link Labels#findIn} finds them.
   *
   * @throws UsageException that names the labels of both if they are not the same
   */
  static LabelMapping of(Labels model, ClassificationTask task) {
    Labels labels = task.labels().labels();
    int[] places = labels.findIn(model);
    if (places == null) {
      throw new UsageException(
          "the model has %s, but the task %s has %s; fine-tune a model for this task"
              .formatted(describe(model), task.name(), describe(labels)));
    }
    return new LabelMapping(places);
  }

  /** Copies the scores of a row of the model's to a row in the order of the task's labels. */
  void reorder(float[] from, int fromRow, float[] to, int toRow) {
    for (int label = 0; label < places.length; label++) {
      to[toRow * places.length + label] = from[fromRow * places.length + places[label]];
    }
  }

  private static String describe(Labels labels) {
    return switch (labels.problem()) {
      case REGRESSION -> "one score (a regression)";
      case CLASSIFICATION ->
          labels.size() + " labels (" + labels.names().stream().collect(joining(", ")) + ")";
    };
  }
}
