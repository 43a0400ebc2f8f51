package io.noisette.evaluation.task;

import static java.util.stream.Collectors.joining;

import io.noisette.evaluation.task.row.TaskFile;
import io.noisette.failure.UsageException;
import io.noisette.settings.HomeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reader for the data files of a task. */
public final class TaskReader {

  private static final List<String> ENDINGS =
      List.of("", ".gz", ".tsv", ".tsv.gz", ".jsonl", ".jsonl.gz");

  private final ClassificationTask task;
  private final Path data;
  private final Consumer<String> warnings;

  /**
   * Creates a reader for the data files of a task in a directory.
   *
   * @param data GLUE directory, or the directory of the task
   * @param warnings receives one line for each row that cannot be read and for a missing second dev
   *     set
   */
  public TaskReader(ClassificationTask task, Path data, Consumer<String> warnings) {
    this.task = task;
    this.data = data;
    this.warnings = warnings;
  }

  /**
   * Reads the examples of a split, one {@link TaskExamples} per file.
   *
   * @throws UsageException if the first file is missing, or a file is empty
   * @throws io.noisette.failure.CorruptDataException if more than 1 % of the rows of a file cannot
   *     be read
   */
  public List<TaskExamples> read(Split split) throws IOException {
    List<TaskExamples> read = new ArrayList<>();
    for (TaskFile file : filesOf(split)) {
      Path path = find(file);
      if (path != null) {
        read.add(new TaskExampleReader(task, file, path, warnings).read());
      } else if (read.isEmpty()) {
        throw new UsageException(describeMissing(file));
      } else {
        warnings.accept(describeMissing(file) + "; continuing without it");
      }
    }
    return read;
  }

  /**
   * Checks that the first file of a split exists, without reading it.
   *
   * @throws UsageException if it is missing
   */
  public void requireFiles(Split split) {
    TaskFile first = filesOf(split).get(0);
    if (find(first) == null) {
      throw new UsageException(describeMissing(first));
    }
  }

  private List<TaskFile> filesOf(Split split) {
    List<TaskFile> files = task.files().get(split);
    if (files == null) {
      throw new UsageException(
          "the task %s has no %s split; it has %s"
              .formatted(
                  task.name(),
                  split.getName(),
                  task.files().keySet().stream().map(Split::getName).collect(joining(", "))));
    }
    return files;
  }

  private @Nullable Path find(TaskFile file) {
    for (Path folder : folders()) {
      for (String name : file.names()) {
        for (String ending : ENDINGS) {
          Path path = folder.resolve(HomeDirectory.require("the file of a split", name + ending));
          if (Files.isRegularFile(path)) {
            return path;
          }
        }
      }
    }
    return null;
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    task.folders().forEach(folder -> folders.add(data.resolve(folder)));
    folders.add(data);
    return folders;
  }

  private String describeMissing(TaskFile file) {
    return "there is no %s of the task %s, also not with .tsv, .jsonl or .gz; searched %s; --data must be the GLUE directory or that of the task"
        .formatted(
            file.names().get(0),
            task.name(),
            folders().stream().map(Path::toString).collect(joining(", ")));
  }
}
