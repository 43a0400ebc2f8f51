package io.noisette.evaluation.task.row;

import java.util.List;

/**
 * Definition of one data file of a task: name, columns and whether it has labels.
 *
 * @param set prefix of the metrics' names, such as {@code mnli-mm}
 * @param names accepted file names below the task's folder, in order of preference, as given or
 *     with the extensions {@code .tsv}, {@code .jsonl} and {@code .gz}
 * @param header whether the first line of a TSV file has the column names
 * @param labelled whether each row must have a label
 * @param columns columns of the file
 * @param submission GLUE's file name for the predictions, without extension: {@code MNLI-mm}
 */
public record TaskFile(
    String set,
    List<String> names,
    boolean header,
    boolean labelled,
    TaskColumns columns,
    String submission) {

  public TaskFile {
    names = List.copyOf(names);
  }
}
