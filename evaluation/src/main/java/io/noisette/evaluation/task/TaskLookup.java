package io.noisette.evaluation.task;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.noisette.digest.Sha256;
import io.noisette.failure.UsageException;
import io.noisette.run.RunRecord;
import io.noisette.settings.HomeDirectory;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Lookup of a task by its GLUE name or by a YAML file. */
public final class TaskLookup {

  /** Extension of a file that defines a task. */
  static final String ENDING = ".yaml";

  private static final String SETTING = "task";
  private static final String OPTION = "--" + SETTING;
  private static final Pattern TEST_LINE = Pattern.compile("(?md)^test[ \\t]*:[^\\n]*(?:\\n|\\z)");
  private static final Pattern END = Pattern.compile("\\r?\\n\\z");

  private TaskLookup() {}

  /** Returns the names of the GLUE tasks. */
  public static List<String> names() {
    return GlueTasks.all().stream().map(ClassificationTask::name).toList();
  }

  /**
   * Finds a GLUE task by name, or reads the definition of a task from a file.
   *
   * @param nameOrFile name such as {@code rte}, or the path of a YAML file
   * @throws UsageException if there is no such task, or the file does not define one
   */
  public static ClassificationTask find(String nameOrFile) throws IOException {
    return find(nameOrFile, List.of());
  }

  /**
   * Finds a task as {@link #find(String)} does.
   *
   * @param others names of further tasks that the caller knows, for messages
   */
  public static ClassificationTask find(String nameOrFile, List<String> others) throws IOException {
    if (nameOrFile.endsWith(ENDING)) {
      return read(HomeDirectory.require(OPTION, nameOrFile));
    }
    ClassificationTask task = GlueTasks.find(nameOrFile);
    if (task == null) {
      List<String> names = Stream.concat(names().stream(), others.stream()).toList();
      throw new UsageException(
          "--task must be one of %s, or a file FILE%s that defines a task, not '%s'%s"
              .formatted(
                  String.join(", ", names),
                  ENDING,
                  nameOrFile,
                  Suggestion.forTypo(nameOrFile, names)));
    }
    return task;
  }

  /**
   * Returns the SHA-256 of the file that defines a task of any kind, under the name of the setting,
   * for the record of a run; empty for a built-in task.
   */
  public static Map<String, String> readDigest(String nameOrFile) throws IOException {
    return nameOrFile.endsWith(ENDING)
        ? Map.of(SETTING, Sha256.of(HomeDirectory.require(OPTION, nameOrFile)))
        : Map.of();
  }

  /**
   * Returns the SHA-256 of what a file says about training, as {@link #readDigest} does: without
   * the line of the test split, which may be added to the file or changed after training. A run
   * that has recorded the digest of the whole file, as earlier versions did, keeps it.
   *
   * @param run run directory, which need not exist
   */
  public static Map<String, String> readTrainingDigest(String nameOrFile, Path run)
      throws IOException {
    if (!nameOrFile.endsWith(ENDING)) {
      return Map.of();
    }
    byte[] whole = Files.readAllBytes(HomeDirectory.require(OPTION, nameOrFile));
    String training = TEST_LINE.matcher(new String(whole, ISO_8859_1)).replaceAll("");
    String unended = END.matcher(training).replaceAll(""); // before a line was added
    List<String> digests =
        Stream.of(training.getBytes(ISO_8859_1), unended.getBytes(ISO_8859_1), whole)
            .map(Sha256::of)
            .toList();
    String recorded = RunRecord.isIn(run) ? RunRecord.read(run).digests().get(SETTING) : null;
    boolean isKept = recorded != null && digests.contains(recorded);
    return Map.of(SETTING, isKept ? recorded : digests.get(0));
  }

  private static ClassificationTask read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new UsageException("--task " + file + ": no such file");
    }
    if (Files.isRegularFile(file) && SettingsFile.read(file).containsKey("tags")) {
      throw new UsageException(
          "--task "
              + file
              + " is a tagging task, for freelb-finetune and evaluate only; needed here: a task"
              + " with labels or range");
    }
    String name = file.getFileName().toString();
    String byDefault = name.substring(0, name.length() - ENDING.length());
    return read(file, TaskFileSettings.class, settings -> settings.toTask(byDefault));
  }

  /**
   * Reads the definition of a task of any kind from a file.
   *
   * @param settings record type of the keys of the file
   * @param toTask creates the task; throws an {@link IllegalArgumentException} if that is
   *     impossible
   * @throws UsageException if the file does not define one
   */
  public static <S extends Record, T> T read(Path file, Class<S> settings, Function<S, T> toTask)
      throws IOException {
    try {
      return toTask.apply(SettingsSchema.of(settings).read(Map.of(), SettingsFile.read(file)));
    } catch (UsageException | IllegalArgumentException e) {
      // The messages name settings as options (--name), but here they are keys of the file.
      String message = String.valueOf(e.getMessage()).replaceFirst("^--", "");
      String prefix = message.contains(file.toString()) ? "" : file + ": ";
      throw new UsageException(prefix + message, e);
    }
  }
}
