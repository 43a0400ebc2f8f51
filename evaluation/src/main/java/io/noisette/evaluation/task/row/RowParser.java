package io.noisette.evaluation.task.row;

import io.noisette.failure.UsageException;
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

  /**
   * Refuses a file that is CSV by its name and has no tabs: quotes and commas would be read as
   * text.
   *
   * @param line first line of the file
   */
  static void requireNoCsv(Path path, String line) {
    if (TextFiles.hasEnding(path, ".csv") && line.indexOf('\t') < 0) {
      throw new UsageException(
          path
              + " is CSV, which is not read here; convert it to JSON Lines as in docs/tasks.md, or"
              + " to columns with tabs");
    }
  }

  /** Chooses the parser by file name: JSON Lines for .json and .jsonl, otherwise TSV. */
  static RowParser of(Path path, TaskFile file) {
    return TextFiles.isJsonLines(path) ? new JsonRows(path, file) : new TsvRows(path, file);
  }
}
