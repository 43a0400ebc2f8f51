package io.noisette.reproduce;

import io.noisette.reproduce.PaperTable.Column;
import io.noisette.reproduce.PaperTable.Row;
import io.noisette.settings.GivenValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One training that a table asks for: a cell with a seed.
 *
 * @param options for the recipe, without seed, output and what the user brings
 */
record CellRun(Row row, Column column, long seed, Map<String, GivenValue> options) {

  CellRun {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** {@code freelb/cola/seed-1}: its directory below that of all runs. */
  String path() {
    return cell() + "/seed-" + seed;
  }

  /** The options as a user would write their values. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    options.forEach(
        (name, value) ->
            texts.put(name, value.texts() == null ? "" : String.join(" ", value.texts())));
    return texts;
  }

  boolean isOf(Row row, Column column) {
    return cell().equals(row.key() + "/" + column.key());
  }

  /** The same for all seeds of a cell. */
  String cell() {
    return row.key() + "/" + column.key();
  }
}
