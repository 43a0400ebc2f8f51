package io.noisette.evaluation.task;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.text.JsonLine;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Rows that are a JSON object each. */
final class JsonRows implements RowParser {

  private final Set<String> keys = new HashSet<>();

  JsonRows(TaskColumns columns) {
    keys.addAll(columns.text().names());
    keys.addAll(columns.label().names());
    keys.addAll(columns.index().names());
    if (columns.second() != null) {
      keys.addAll(columns.second().names());
    }
  }

  @Override
  public Row parse(String line) throws BadRowException {
    Map<String, String> values;
    try {
      values = JsonLine.readValues(line, keys);
    } catch (MalformedJsonException e) {
      throw new BadRowException("not a JSON object: " + e.getMessage());
    }
    return column ->
        column.names().stream()
            .filter(values::containsKey)
            .findFirst()
            .map(values::get)
            .orElse(null);
  }
}
