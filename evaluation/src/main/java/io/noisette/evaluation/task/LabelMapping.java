package io.noisette.evaluation.task;

import static java.util.stream.Collectors.joining;

import io.noisette.failure.UsageException;
import io.noisette.model.Labels;

/** Mapping from the label order of a model to that of a task. */
final class LabelMapping {

  private final int[] places;

  private LabelMapping(int[] places) {
    this.places = places;
  }

  /**
   * Matches the labels by name, as {@link Labels#findIn} does.
   *
   * @throws UsageException if the labels differ; the message names both sets
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

  /** Copies one row of logits, reordered from the model's labels to the task's. */
  void reorder(float[] from, int fromRow, float[] to, int toRow) {
    for (int label = 0; label < places.length; label++) {
      to[toRow * places.length + label] = from[fromRow * places.length + places[label]];
    }
  }

  private static String describe(Labels labels) {
    return switch (labels.problem()) {
      case REGRESSION -> "one score (regression)";
      case CLASSIFICATION ->
          labels.size() + " labels (" + labels.names().stream().collect(joining(", ")) + ")";
    };
  }
}
