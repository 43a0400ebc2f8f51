package io.noisette.evaluation.task;

import io.noisette.evaluation.task.row.TaskFile;
import java.nio.file.Path;
import java.util.List;

/**
 * Examples of one data file, in the order of the file.
 *
 * @param file definition of the file
 * @param path path of the file
 * @param badRows number of rows that were skipped because they could not be read
 */
public record TaskExamples(TaskFile file, Path path, List<TaskExample> examples, long badRows) {

  public TaskExamples {
    examples = List.copyOf(examples);
  }

  /** Returns whether every example in the file has a label or score. */
  public boolean isLabelled() {
    return examples.stream().noneMatch(example -> Float.isNaN(example.target()));
  }
}
