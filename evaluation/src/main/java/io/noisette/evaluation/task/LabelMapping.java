package io.noisette.evaluation.task;

import static java.util.stream.Collectors.joining;

import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which score of a model is that of which label of a task. */
final class LabelMapping {

  private static final String NUMBERED = "label_";

  private final int[] places;

  private LabelMapping(int[] places) {
    this.places = places;
  }

  /**
   * By name, whatever the case; labels that a model calls {@code LABEL_0} and so on by number.
   *
   * @throws UsageException that names the labels of both if they are not the same
   */
  static LabelMapping of(Labels model, ClassificationTask task) {
    TaskLabels labels = task.labels();
    int[] places = new int[model.size()];
    Set<Integer> found = new HashSet<>();
    for (int i = 0; i < model.size(); i++) {
      int number = labels.isRegression() ? i : find(model.names().get(i), labels);
      if (number >= 0 && number < places.length) {
        places[number] = i;
        found.add(number);
      }
    }
    boolean isSame =
        model.size() == labels.labels().size()
            && model.problem() == labels.labels().problem()
            && found.size() == model.size();
    if (!isSame) {
      throw new UsageException(
          "the model has %s, but the task %s has %s; fine-tune a model for this task"
              .formatted(describe(model), task.name(), describe(labels.labels())));
    }
    return new LabelMapping(places);
  }

  /** Copies the scores of a row of the model's to a row in the order of the task's labels. */
  void reorder(float[] from, int fromRow, float[] to, int toRow) {
    for (int label = 0; label < places.length; label++) {
      to[toRow * places.length + label] = from[fromRow * places.length + places[label]];
    }
  }

  private static int find(String name, TaskLabels labels) {
    int number = labels.find(name);
    String lower = name.toLowerCase(Locale.ROOT);
    if (number < 0 && lower.startsWith(NUMBERED)) {
      List<String> numbered = Labels.numbered(labels.labels().size()).names();
      number = numbered.indexOf(name.toUpperCase(Locale.ROOT));
    }
    return number;
  }

  private static String describe(Labels labels) {
    return switch (labels.problem()) {
      case REGRESSION -> "one score (a regression)";
      case CLASSIFICATION ->
          labels.size() + " labels (" + labels.names().stream().collect(joining(", ")) + ")";
    };
  }
}
