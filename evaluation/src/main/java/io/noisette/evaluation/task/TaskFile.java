package io.noisette.evaluation.task;

import java.util.List;

/**
 * A file of examples, and what it is called.
 *
 * @param set what its figures are named after: {@code mnli-mm}
 * @param names it may have below the task's folder, likeliest first, as they are or with {@code
 *     .tsv}, {@code .jsonl} and {@code .gz}
 * @param header whether the first line of a TSV names columns
 * @param labelled whether each row must have a label
 * @param submission what GLUE calls a file of predictions for it, without ending: {@code MNLI-mm}
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
