package io.noisette.reproduce.table;

import io.noisette.reproduce.table.PaperTable.Column;
import io.noisette.reproduce.table.PaperTable.Row;
import io.noisette.settings.GivenValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One training that a table asks for: a cell with a seed.
 *
 * @param options for the recipe, without seed, output and what the user brings
 */
public record CellRun(Row row, Column column, long seed, Map<String, GivenValue> options) {

  public CellRun {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /** {@code freelb/cola/seed-1}: its directory below that of all runs. */
  public String path() {
    return cell() + "/seed-" + seed;
  }

  /** The options as a user would write their values. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    options.forEach(
        (name, value) ->
            texts.put(name, value.texts() == null ? "" : String.join(" ", value.texts())));
    return texts;
  }

  public boolean isOf(Row row, Column column) {
    return cell().equals(row.key() + "/" + column.key());
  }

  /** The same for all seeds of a cell. */
  public String cell() {
    return row.key() + "/" + column.key();
  }
}
