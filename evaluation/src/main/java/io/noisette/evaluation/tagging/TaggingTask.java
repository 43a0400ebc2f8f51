package io.noisette.evaluation.tagging;

import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskLabels;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.evaluation.task.row.Column;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.settings.HomeDirectory;
import io.noisette.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task that gives each word of a text a tag, defined in a YAML file with the key {@code tags}.
 *
 * @param name prefix of its metrics, such as {@code entities}
 * @param tags as spelled in the data files
 * @param files name of the data file of each split
 * @param words column of the words, or null for the first
 * @param tag column of the tags, or null for the last
 */
public record TaggingTask(
    String name,
    TaskLabels tags,
    Map<Split, String> files,
    @Nullable Column words,
    @Nullable Column tag) {

  /** Tag of the words that belong to nothing, which F1 leaves out. */
  public static final String OUTSIDE = "O";

  private static final String KEY = "tags";
  private static final String ENDING = ".yaml";

  public TaggingTask {
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * Reads the task of a YAML file.
   *
   * @return null if {@code nameOrFile} is no such file, or one that defines another kind of task
   * @throws UsageException if a value in the file is missing or invalid
   */
  public static @Nullable TaggingTask find(String nameOrFile) throws IOException {
    if (!nameOrFile.endsWith(ENDING)) {
      return null;
    }
    Path file = HomeDirectory.require("--task", nameOrFile);
    if (!isTagging(file)) {
      return null;
    }
    String fileName = file.getFileName().toString();
    String byDefault = fileName.substring(0, fileName.length() - ENDING.length());
    return TaskLookup.read(file, TaggingFileSettings.class, settings -> settings.toTask(byDefault));
  }

  private static boolean isTagging(Path file) throws IOException {
    try {
      return Files.exists(file) && SettingsFile.read(file).containsKey(KEY);
    } catch (UsageException e) {
      return false; // said by whoever reads the file as a task of another kind
    }
  }

  /** Returns the tags, in the order of the logits. */
  public Labels labels() {
    return tags.labels();
  }

  /** Returns the index of the tag {@value #OUTSIDE}; -1 if the task has none. */
  public int getOutside() {
    return tags.spellings().indexOf(OUTSIDE);
  }

  /** Returns the name of the metric that chooses the best checkpoint. */
  public String getMetric() {
    return getMetrics().get(0);
  }

  /** Returns the names of the metrics: F1 and accuracy. */
  public List<String> getMetrics() {
    return List.of(name + ".f1", name + ".acc");
  }

  /**
   * Finds the file of a split below a directory, as named or with {@code .gz}.
   *
   * @throws UsageException if the task has no such split, or the file is missing
   */
  public Path findFile(Path data, Split split) {
    String file = files.get(split);
    if (file == null) {
      throw new UsageException(
          "the task %s has no %s split; it has %s"
              .formatted(
                  name,
                  split.getName(),
                  String.join(
                      ", ", files.keySet().stream().sorted().map(Split::getName).toList())));
    }
    Path found = find(data, file);
    if (found == null) {
      throw new UsageException(
          "there is no %s of the task %s in %s, also not with .gz; --data must be its directory"
              .formatted(file, name, data));
    }
    return found;
  }

  /** Finds the files of all splits below a directory; those that are not there are left out. */
  public List<Path> findFiles(Path data) {
    List<Path> found = new ArrayList<>();
    for (String file : files.values()) {
      Path path = find(data, file);
      if (path != null) {
        found.add(path);
      }
    }
    return found;
  }

  private static @Nullable Path find(Path data, String file) {
    for (String ending : List.of("", ".gz")) {
      Path path = data.resolve(HomeDirectory.require("the file of a split", file + ending));
      if (Files.isRegularFile(path)) {
        return path;
      }
    }
    return null;
  }

  /**
   * Reads the texts of a split. In the test split words may lack tags.
   *
   * @throws UsageException if the file is missing or has no texts
   * @throws io.noisette.failure.CorruptDataException if a row is damaged
   */
  public TaggedTexts read(Path data, Split split) throws IOException {
    return new TaggedTextReader(this, findFile(data, split), split != Split.TEST).read();
  }
}
