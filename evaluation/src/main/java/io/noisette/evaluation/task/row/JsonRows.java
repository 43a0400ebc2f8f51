package io.noisette.evaluation.task.row;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.failure.UsageException;
import io.noisette.text.JsonFault;
import io.noisette.text.JsonLine;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Parser for JSON Lines: one JSON object per row. */
final class JsonRows implements RowParser {

  private final Set<String> keys = new HashSet<>();

  /**
   * @throws UsageException if the task gives a column by number, which JSON objects do not have
   */
  JsonRows(Path path, TaskFile file) {
    TaskColumns columns = file.columns();
    requireName(path, columns.text());
    if (file.labelled()) {
      requireName(path, columns.label());
    }
    keys.addAll(columns.text().names());
    keys.addAll(columns.label().names());
    keys.addAll(columns.index().names());
    if (columns.second() != null) {
      requireName(path, columns.second());
      keys.addAll(columns.second().names());
    }
  }

  private static void requireName(Path path, Column column) {
    if (column.names().isEmpty()) {
      throw new UsageException(
          "%s: a column of a JSON Lines file must be given by key, not by %s"
              .formatted(path, column));
    }
  }

  @Override
  public Row parse(String line) throws BadRowException {
    Map<String, String> values;
    try {
      values = JsonLine.readValues(line, keys);
    } catch (MalformedJsonException e) {
      throw new BadRowException("not a JSON object: " + JsonFault.describeInLine(e));
    }
    return column ->
        column.names().stream()
            .filter(values::containsKey)
            .findFirst()
            .map(values::get)
            .orElse(null);
  }
}
