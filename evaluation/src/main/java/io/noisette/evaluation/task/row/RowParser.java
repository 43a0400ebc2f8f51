package io.noisette.evaluation.task.row;

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
    boolean json = path.getFileName().toString().matches(".*\\.jsonl?(\\.gz)?");
    return json ? new JsonRows(path, file) : new TsvRows(path, file);
  }
}
