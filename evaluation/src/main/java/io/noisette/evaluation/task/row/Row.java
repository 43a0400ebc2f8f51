package io.noisette.evaluation.task.row;

import org.jspecify.annotations.Nullable;

/** One row of a data file. */
@FunctionalInterface
public interface Row {

  /** Returns the value of a column, or null if the row has no such column. */
  @Nullable String find(Column column);

  default String get(Column column) throws BadRowException {
    String value = find(column);
    if (value == null) {
      throw new BadRowException("the column " + column + " is missing");
    }
    return value;
  }
}
