package io.noisette.evaluation.task.row;

import org.jspecify.annotations.Nullable;

/**
 * Columns of text, second text, label and example id in a data file.
 *
 * @param text column of the first or only text
 * @param second column of the second text of a pair; null for single texts
 * @param label column of the label or score
 * @param index column of the id that submissions use; examples are numbered if it is absent
 */
public record TaskColumns(Column text, @Nullable Column second, Column label, Column index) {

  public static final Column INDEX = Column.named("index", "id", "idx");
}
