package io.noisette.evaluation.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import io.noisette.run.OutputPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writer for predictions in the submission format of gluebenchmark.com: TSV files with the columns
 * {@code index} and {@code prediction}.
 */
public final class SubmissionFiles {

  static final String HEADER = "index\tprediction";
  private static final String ENDING = ".tsv";

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
    boolean isFile = Files.isRegularFile(target) || hasExtension(target);
    boolean inDirectory = files > 1 || Files.isDirectory(target) || !isFile;
    if (inDirectory && Files.isRegularFile(target)) {
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
      OutputPlace.requireFile("--predictions", target);
    }
    return new SubmissionFiles(task, target, inDirectory);
  }

  private static boolean hasExtension(Path path) {
    return String.valueOf(path.getFileName()).indexOf('.', 1) > 0;
  }

  /** Returns the file of predictions for a file of examples; null if none are written. */
  public @Nullable Path findPlace(TaskExamples file) {
    return target == null || !inDirectory
        ? target
        : target.resolve(file.file().submission() + ENDING);
  }

  /** Writes the predictions for one file of examples. */
  public void write(TaskExamples file, Predictions predictions) throws IOException {
    if (target == null) {
      return;
    }
    StringBuilder text = new StringBuilder(HEADER + "\n");
    List<TaskExample> examples = file.examples();
    float[] values = predictions.getValues();
    for (int i = 0; i < values.length; i++) {
      text.append(examples.get(i).index()).append('\t');
      text.append(task.labels().write(values[i])).append('\n');
    }
    DurableFiles.replace(Objects.requireNonNull(findPlace(file)), text.toString().getBytes(UTF_8));
  }
}
