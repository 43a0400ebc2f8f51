package io.noisette.reproduce.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a table that is measured at a scale.
 *
 * @param notes what the numbers show and what they do not, one sentence each
 * @param options options that override those of rows, columns and stages
 * @param setup model, data and the like at this scale, by the names of the paper's setup
 */
public record ScaleDefinition(
    List<String> notes, StageOptions options, Map<String, String> setup, List<RunGroup> groups) {

  /** Cells that are measured with the same seeds: each row with each column. */
  public record RunGroup(List<TableRow> rows, List<TableColumn> columns, List<Long> seeds) {
    public RunGroup {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
      seeds = List.copyOf(seeds);
    }
  }

  public ScaleDefinition {
    notes = List.copyOf(notes);
    setup = Collections.unmodifiableMap(new LinkedHashMap<>(setup));
    groups = List.copyOf(groups);
  }
}
