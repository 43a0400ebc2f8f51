package io.noisette.reproduce.table;

import io.noisette.settings.GivenValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Definition of a scale: the rows, columns and seeds of the table that are measured, and the
 * options of their runs.
 *
 * @param notes what the numbers show and what they do not, one sentence each
 * @param options options that override those of rows, columns and stages
 * @param setup model, data and the like at this scale, by the names of the paper's setup
 */
public record ScaleDefinition(
    List<String> notes, StageOptions options, Map<String, String> setup, List<RunGroup> groups) {

  /**
   * Rows and columns whose cells are all measured with the same seeds.
   *
   * @param options options that override those of the scale
   */
  public record RunGroup(
      List<TableRow> rows, List<TableColumn> columns, List<Long> seeds, StageOptions options) {
    public RunGroup {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
      seeds = List.copyOf(seeds);
    }
  }

  /** Returns the options of a stage in a cell: those of its group override those of the scale. */
  Map<String, GivenValue> optionsOf(TableStage stage, TableRow row, TableColumn column) {
    Map<String, GivenValue> merged = new LinkedHashMap<>(options.of(stage));
    groups.stream()
        .filter(group -> group.rows().contains(row) && group.columns().contains(column))
        .findFirst()
        .ifPresent(group -> merged.putAll(group.options().of(stage)));
    return merged;
  }

  public ScaleDefinition {
    notes = List.copyOf(notes);
    setup = Collections.unmodifiableMap(new LinkedHashMap<>(setup));
    groups = List.copyOf(groups);
  }
}
