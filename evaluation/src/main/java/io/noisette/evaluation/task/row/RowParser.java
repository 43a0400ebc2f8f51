package io.noisette.evaluation.task.row;

import io.noisette.text.TextFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Parser that turns the lines of a data file into rows, in order. */
@FunctionalInterface
public interface RowParser {

  /**
   * Parses a line.
   *
   * @return the row, or null for a header
   */
  @Nullable Row parse(String line) throws BadRowException;

  /** Chooses the parser by file name: JSON Lines for .json and .jsonl, otherwise TSV. */
  static RowParser of(Path path, TaskFile file) {
    return TextFiles.isJsonLines(path) ? new JsonRows(path, file) : new TsvRows(path, file);
  }
}
