package io.noisette.evaluation.task;

import io.noisette.evaluation.metric.Metric;
import io.noisette.evaluation.task.row.Column;
import io.noisette.evaluation.task.row.TaskColumns;
import io.noisette.evaluation.task.row.TaskFile;
import io.noisette.settings.Setting;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys of a YAML file that defines a task; {@code docs/tasks.md} explains them. */
record TaskFileSettings(
    @Setting(help = "task name, used in the names of metrics (default: the name of the YAML file)")
        @Nullable String name,
    @Setting(
            help = "column of the first or only text: name, or number counted from 1",
            placeholder = "COLUMN")
        String text,
    @Setting(
            help = "column of the second text, if examples are pairs of texts",
            placeholder = "COLUMN")
        @Nullable String secondText,
    @Setting(
            help = "column of the class label, or of the score in a regression task",
            placeholder = "COLUMN")
        String label,
    @Setting(
            help =
                "column of the example id, which is written to prediction files (default: a column"
                    + " named index, id or idx; otherwise examples are numbered)")
        @Nullable String index,
    @Setting(
            help = "class labels as spelled in the data files; leave out for a regression task",
            placeholder = "NAME…")
        @Nullable List<String> labels,
    @Setting(
            help = "for a regression task: minimum and maximum of the score, such as [0, 5]",
            placeholder = "NUMBER…")
        @Nullable List<Double> range,
    @Setting(
            help = "true if the first line of a TSV file holds the column names",
            byDefault = "true")
        boolean header,
    @Setting(help = "file of the training split", placeholder = "FILE") @Nullable String train,
    @Setting(help = "file of the dev split", placeholder = "FILE") @Nullable String dev,
    @Setting(help = "file of the test split; labels are optional", placeholder = "FILE")
        @Nullable String test,
    @Setting(help = "metrics to compute (default: acc, or pearson for a regression task)")
        @Nullable List<Metric> metrics,
    @Setting(
            help =
                "metric that selects the best checkpoint (default: the first metric listed under"
                    + " metrics)")
        @Nullable Metric best) {

  TaskFileSettings {
    if ((labels == null) == (range == null)) {
      throw new IllegalArgumentException(
          "either labels (classification) or range (regression) must be given");
    }
    if (labels != null && labels.size() < 2) {
      throw new IllegalArgumentException("labels must have at least two entries, not " + labels);
    }
    if (range != null && (range.size() != 2 || !(range.get(0) < range.get(1)))) {
      throw new IllegalArgumentException(
          "range must be the minimum and the maximum score, such as [0, 5], not " + range);
    }
    if (train == null && dev == null && test == null) {
      throw new IllegalArgumentException("at least one of train, dev and test must be given");
    }
  }

  ClassificationTask toTask(String defaultName) {
    String chosen = name == null ? defaultName : name;
    if (!chosen.matches("[\\w-]+")) {
      throw new IllegalArgumentException(
          "name must consist of letters, digits, - and _, not '" + chosen + "'");
    }
    List<Metric> measured = metrics == null ? List.of(defaultMetric()) : metrics;
    Metric bestMetric = best == null ? measured.get(0) : best;
    return new ClassificationTask(
        chosen, "", List.of(), toLabels(), files(chosen), measured, bestMetric);
  }

  private Metric defaultMetric() {
    return labels == null ? Metric.PEARSON : Metric.ACC;
  }

  private TaskLabels toLabels() {
    if (labels != null) {
      return TaskLabels.named(labels);
    }
    List<Double> ends = range == null ? List.of() : range;
    return TaskLabels.scores(ends.get(0).floatValue(), ends.get(1).floatValue());
  }

  private Map<Split, List<TaskFile>> files(String set) {
    TaskColumns columns =
        new TaskColumns(
            Column.parse(text),
            secondText == null ? null : Column.parse(secondText),
            Column.parse(label),
            index == null ? TaskColumns.INDEX : Column.parse(index));
    Map<Split, List<TaskFile>> files = new EnumMap<>(Split.class);
    put(files, Split.TRAIN, train, set, columns);
    put(files, Split.DEV, dev, set, columns);
    put(files, Split.TEST, test, set, columns);
    return files;
  }

  private void put(
      Map<Split, List<TaskFile>> files,
      Split split,
      @Nullable String file,
      String set,
      TaskColumns columns) {
    if (file != null) {
      boolean labelled = split != Split.TEST;
      files.put(split, List.of(new TaskFile(set, List.of(file), header, labelled, columns, set)));
    }
  }
}
