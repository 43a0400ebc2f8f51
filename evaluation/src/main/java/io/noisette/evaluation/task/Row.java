package io.noisette.evaluation.task;

import org.jspecify.annotations.Nullable;

/** The values of one row. */
@FunctionalInterface
interface Row {

  /** The value of a column, or null if the row has no such column. */
  @Nullable String find(Column column);

  default String get(Column column) throws BadRowException {
    String value = find(column);
    if (value == null) {
      throw new BadRowException("there is no value of " + column);
    }
    return value;
  }
}
