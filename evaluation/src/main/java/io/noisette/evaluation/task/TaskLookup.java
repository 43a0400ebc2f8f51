package io.noisette.evaluation.task;

import static java.util.stream.Collectors.joining;

import io.noisette.failure.UsageException;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds the task that a user names. */
public final class TaskLookup {

  /** What the name of a file that describes a task ends with. */
  static final String ENDING = ".yaml";

  private TaskLookup() {}

  /**
   * A task of GLUE, or of a file.
   *
   * @param nameOrFile {@code rte}, or the path of a YAML file
   * @throws UsageException if there is no such task, or the file does not describe one
   */
  public static ClassificationTask find(String nameOrFile) throws IOException {
    if (nameOrFile.endsWith(ENDING)) {
      return read(Path.of(nameOrFile));
    }
    ClassificationTask task = GlueTasks.find(nameOrFile);
    if (task == null) {
      List<String> names = GlueTasks.all().stream().map(ClassificationTask::name).toList();
      throw new UsageException(
          "--task must be one of %s, or a file FILE%s that describes a task, not '%s'%s"
              .formatted(
                  names.stream().collect(joining(", ")),
                  ENDING,
                  nameOrFile,
                  Suggestion.forTypo(nameOrFile, names)));
    }
    return task;
  }

  private static ClassificationTask read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new UsageException("there is no file " + file + " that describes a task");
    }
    String name = file.getFileName().toString();
    try {
      return SettingsSchema.of(TaskFileSettings.class)
          .read(Map.of(), SettingsFile.read(file))
          .toTask(name.substring(0, name.length() - ENDING.length()));
    } catch (UsageException | IllegalArgumentException e) {
      // Settings are called as options are, but here they are keys.
      String message = String.valueOf(e.getMessage()).replaceFirst("^--", "");
      String prefix = message.contains(file.toString()) ? "" : file + ": ";
      throw new UsageException(prefix + message, e);
    }
  }
}
