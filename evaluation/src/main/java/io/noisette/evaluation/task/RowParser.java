package io.noisette.evaluation.task;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Takes the lines of a file apart, one after the other. */
@FunctionalInterface
interface RowParser {

  /**
   * The row of a line.
   *
   * @return null if it is a header
   */
  @Nullable Row parse(String line) throws BadRowException;

  /** The parser of a file: JSON objects, one a line, if its name says so, else TSV. */
  static RowParser of(Path path, TaskFile file) {
    boolean json = path.getFileName().toString().matches(".*\\.jsonl?(\\.gz)?");
    return json ? new JsonRows(path, file) : new TsvRows(path, file);
  }
}
