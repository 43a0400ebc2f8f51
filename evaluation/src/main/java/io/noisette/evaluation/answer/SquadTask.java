package io.noisette.evaluation.answer;

import io.noisette.evaluation.squad.SquadData;
import io.noisette.evaluation.squad.SquadFile;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SQuAD as a task of fine-tuning and evaluation. */
public enum SquadTask {
  /** SQuAD 1.1: every question has an answer in its context. */
  SQUAD1("v1.1"),
  /** SQuAD 2.0: a question may have no answer. */
  SQUAD2("v2.0");

  private final String version;

  SquadTask(String version) {
    this.version = version;
  }

  /** Returns the task with a name such as {@code squad1}, or null. */
  public static @Nullable SquadTask find(String name) {
    for (SquadTask task : values()) {
      if (task.getName().equals(name)) {
        return task;
      }
    }
    return null;
  }

  /** Returns the names that {@code --task} takes. */
  public static List<String> names() {
    return Arrays.stream(values()).map(SquadTask::getName).toList();
  }

  /** Returns the name that {@code --task} takes. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name of the metric that chooses the best checkpoint. */
  public String getMetric() {
    return getName() + (this == SQUAD1 ? ".f1" : ".best_f1");
  }

  /**
   * Returns the names of the metrics of a validation.
   *
   * @see #measure
   */
  public List<String> getMetrics() {
    List<String> figures =
        this == SQUAD1
            ? List.of("exact_match", "f1")
            : List.of("exact", "f1", "best_exact", "best_f1", "best_f1_thresh");
    return figures.stream().map(figure -> getName() + "." + figure).toList();
  }

  /**
   * Computes the metrics of predictions by name, such as {@code squad1.f1}.
   *
   * @param threshold probability above which a question counts as without answer; SQuAD 2.0 only
   */
  public Map<String, Double> measure(SpanPredictions predictions, double threshold) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    (this == SQUAD1 ? predictions.evaluateVersion1() : predictions.evaluateVersion2(threshold))
        .getFigures()
        .forEach((name, value) -> metrics.put(getName() + "." + name, value));
    return metrics;
  }

  /**
   * Finds the file of a split: {@code train-v1.1.json} as published, or {@code train.json}; {@code
   * .gz} may follow.
   *
   * @param data directory, or the file itself, which may be a pipe
   * @param split {@code train} or {@code dev}
   * @throws UsageException if there is none
   */
  public Path findFile(Path data, String split) {
    if (Files.exists(data) && !Files.isDirectory(data)) {
      return data;
    }
    List<String> names = new ArrayList<>();
    for (String name : List.of(split + "-" + version + ".json", split + ".json")) {
      names.add(name);
      names.add(name + ".gz");
    }
    return names.stream()
        .map(data::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () -> new UsageException(data + " has none of the files " + String.join(", ", names)));
  }

  /**
   * Reads a file, which must fit the task.
   *
   * @throws UsageException if a question of SQuAD 1.1 has no answer
   */
  public SquadData read(Path file) throws IOException {
    SquadData data = SquadFile.read(file);
    if (this == SQUAD1 && data.countUnanswerable() > 0) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s: %,d of %,d questions have no answer, so this is SQuAD 2.0: use --task squad2",
              file,
              data.countUnanswerable(),
              data.examples().size()));
    }
    return data;
  }
}
