package io.noisette.evaluation.task;

import io.noisette.evaluation.metric.Metric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A task that classifies or scores texts or pairs of texts, as data.
 *
 * @param name that figures have before the point: {@code rte}
 * @param summary what is asked, in a line
 * @param folders where its files may be below the GLUE folder
 * @param files of each split there is; MNLI has two for its dev split
 * @param metrics official ones, in the order of the leaderboard
 * @param best the metric, among those, that chooses the best checkpoint
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
      throw new IllegalArgumentException(best.getName() + " is none of the metrics");
    }
    for (Metric metric : metrics) {
      requireMeasurable(metric, labels);
    }
  }

  /** Whether an example has two texts. */
  public boolean isPair() {
    return files.values().stream()
        .anyMatch(those -> those.stream().anyMatch(file -> file.columns().second() != null));
  }

  /** The name of a figure of one of its files: {@code mnli-mm.acc}. */
  public static String nameOf(String set, Metric metric) {
    return set + "." + metric.getName();
  }

  private static void requireMeasurable(Metric metric, TaskLabels labels) {
    if (metric.getProblem() != labels.labels().problem()) {
      throw new IllegalArgumentException(
          "metrics: %s is for a %s"
              .formatted(metric.getName(), metric.getProblem().name().toLowerCase(Locale.ROOT)));
    }
    if (metric == Metric.F1 && labels.labels().size() != 2) {
      throw new IllegalArgumentException(
          "metrics: f1 is for two labels, of which the second counts");
    }
  }
}
