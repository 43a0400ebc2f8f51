package io.noisette.evaluation.task;

import io.noisette.evaluation.metric.Metric;
import io.noisette.evaluation.task.row.TaskFile;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Definition of a task that assigns a label or a score to a text or a pair of texts.
 *
 * @param name prefix of its metrics, such as {@code rte}
 * @param summary one line for help texts; empty for a task defined in a file
 * @param folders names its folder may have below the GLUE folder
 * @param files data files per split; MNLI has two for its dev split
 * @param metrics metrics to report, in the order of the GLUE leaderboard
 * @param best metric, one of those, by which the best checkpoint is chosen
 */
public record ClassificationTask(
    String name,
    String summary,
    List<String> folders,
    TaskLabels labels,
    Map<Split, List<TaskFile>> files,
    List<Metric> metrics,
    Metric best) {

  public ClassificationTask {
    folders = List.copyOf(folders);
    metrics = List.copyOf(metrics);
    Map<Split, List<TaskFile>> copy = new EnumMap<>(Split.class);
    files.forEach((split, those) -> copy.put(split, List.copyOf(those)));
    files = Collections.unmodifiableMap(copy);
    if (!metrics.contains(best)) {
      throw new IllegalArgumentException(
          "best: must be one of the task's metrics, not " + best.getName());
    }
    for (Metric metric : metrics) {
      requireMeasurable(metric, labels);
    }
  }

  /** Returns whether an example consists of two texts. */
  public boolean isPair() {
    return files.values().stream()
        .anyMatch(those -> those.stream().anyMatch(file -> file.columns().second() != null));
  }

  /**
   * Returns the full name of a metric on one of the task's data sets, such as {@code mnli-mm.acc}.
   */
  public static String nameOf(String set, Metric metric) {
    return set + "." + metric.getName();
  }

  private static void requireMeasurable(Metric metric, TaskLabels labels) {
    if (metric.getProblem() != labels.labels().problem()) {
      throw new IllegalArgumentException(
          "metrics: %s cannot be computed for this task, only for one of type %s"
              .formatted(metric.getName(), metric.getProblem().name().toLowerCase(Locale.ROOT)));
    }
    if (metric == Metric.F1 && labels.labels().size() != 2) {
      throw new IllegalArgumentException(
          "metrics: f1 needs exactly two labels; it is computed for the second");
    }
  }
}
