package io.noisette.evaluation.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import io.noisette.run.OutputPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writer for predictions in the submission format of gluebenchmark.com: TSV files with the columns
 * {@code index} and {@code prediction}. A single file whose name ends in {@code .jsonl} gets JSON
 * Lines, with the probability of each label too.
 */
public final class SubmissionFiles {

  static final String HEADER = "index\tprediction";
  private static final String ENDING = ".tsv";
  private static final String OPTION = "--predictions";
  private static final Pattern LINE_SPACE = Pattern.compile("[\\t\\r\\n]");

  private final ClassificationTask task;
  private final @Nullable Path target;
  private final boolean inDirectory;

  private SubmissionFiles(ClassificationTask task, @Nullable Path target, boolean inDirectory) {
    this.task = task;
    this.target = target;
    this.inDirectory = inDirectory;
  }

  /**
   * Creates a writer, after checking that files can be written to {@code target} and creating its
   * directory.
   *
   * @param target file or directory: a directory if there are several files, or if its name has no
   *     extension, so that several tasks can write into one; null to write nothing
   * @param files number of files to write
   */
  public static SubmissionFiles of(ClassificationTask task, @Nullable Path target, int files)
      throws IOException {
    if (target == null) {
      return new SubmissionFiles(task, null, false);
    }
    boolean exists = Files.exists(target) && !Files.isDirectory(target); // perhaps /dev/stdout
    boolean isFile = exists || hasExtension(target);
    boolean inDirectory = files > 1 || Files.isDirectory(target) || !isFile;
    if (inDirectory && exists) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--predictions %s is a file, but %s has %d files of predictions: give a directory",
              target,
              task.name(),
              files));
    }
    if (inDirectory) {
      OutputPlace.createDirectories(target);
      if (!Files.isWritable(target)) {
        throw new UsageException(
            "--predictions %s is not writable; choose another path".formatted(target));
      }
    } else {
      OutputPlace.requireFile(OPTION, target);
    }
    return new SubmissionFiles(task, target, inDirectory);
  }

  private static boolean hasExtension(Path path) {
    return String.valueOf(path.getFileName()).indexOf('.', 1) > 0;
  }

  /** Returns the file of predictions for a file of examples; null if none are written. */
  public @Nullable Path findPlace(TaskExamples file) {
    return target == null || !inDirectory ? target : target.resolve(nameOf(file));
  }

  /** Returns the name that the predictions for a file of examples get in a directory. */
  public static String nameOf(TaskExamples file) {
    return file.file().submission() + ENDING;
  }

  /**
   * Checks that the file of predictions for a file of examples would replace none that is read, or
   * that is not an earlier file of predictions.
   *
   * @param inputs files that are read
   * @throws UsageException if it would
   */
  void requireFree(TaskExamples file, Collection<Path> inputs) throws IOException {
    Path place = findPlace(file);
    OutputPlace.requireOther(OPTION, place, inputs);
    String beginning = place != null && isJsonLines(place) ? ExamplePrediction.BEGINNING : HEADER;
    OutputPlace.requireEarlier(OPTION, place, beginning);
  }

  private static boolean isJsonLines(Path place) {
    return place.toString().endsWith(".jsonl");
  }

  /** Writes the predictions for one file of examples. */
  public void write(TaskExamples file, Predictions predictions) throws IOException {
    Path place = findPlace(file);
    if (place == null) {
      return;
    }
    String text =
        isJsonLines(place)
            ? ExamplePrediction.writeAll(task, file.examples(), predictions)
            : toRows(file.examples(), predictions);
    DurableFiles.replace(place, text.getBytes(UTF_8));
  }

  private String toRows(List<TaskExample> examples, Predictions predictions) {
    StringBuilder text = new StringBuilder(HEADER + "\n");
    float[] values = predictions.getValues();
    for (int i = 0; i < values.length; i++) {
      // An id from JSON Lines may have tabs and line ends, which would make further rows.
      text.append(LINE_SPACE.matcher(examples.get(i).index()).replaceAll(" ")).append('\t');
      text.append(task.labels().write(values[i])).append('\n');
    }
    return text.toString();
  }
}
