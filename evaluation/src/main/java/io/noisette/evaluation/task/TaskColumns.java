package io.noisette.evaluation.task;

import org.jspecify.annotations.Nullable;

/**
 * Where a file has what an example consists of.
 *
 * @param second the second of two texts; null: the task has one
 * @param index what a submission calls the example; where it is not there, examples are numbered
 */
public record TaskColumns(Column text, @Nullable Column second, Column label, Column index) {

  static final Column INDEX = Column.named("index", "id", "idx");
}
