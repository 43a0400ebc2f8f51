package io.noisette.evaluation.task;

import java.nio.file.Path;
import java.util.List;

/**
 * The examples of a file, in its order.
 *
 * @param file what the file is
 * @param path where it was found
 * @param badRows rows that could not be read, which are told and left out
 */
public record TaskExamples(TaskFile file, Path path, List<TaskExample> examples, long badRows) {

  public TaskExamples {
    examples = List.copyOf(examples);
  }

  /** Whether every example has a target. */
  public boolean isLabelled() {
    return examples.stream().noneMatch(example -> Float.isNaN(example.target()));
  }
}
