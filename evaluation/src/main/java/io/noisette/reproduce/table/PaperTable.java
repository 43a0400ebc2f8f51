package io.noisette.reproduce.table;

import static java.util.stream.Collectors.joining;

import io.noisette.failure.UsageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Definition of a paper's table: rows, columns, the paper's numbers, and the runs that measure each
 * cell. {@link TableFile} reads it.
 *
 * @param name name of its file, without extension
 * @param stages stages of the cells, each below those whose output it takes
 * @param setup the paper's model, data and the like, by name
 */
public record PaperTable(
    String name,
    TableHead head,
    List<TableStage> stages,
    Map<String, String> setup,
    List<TableColumn> columns,
    List<TableRow> rows,
    Map<TableScale, ScaleDefinition> scales) {

  public PaperTable {
    stages = List.copyOf(stages);
    setup = Collections.unmodifiableMap(new LinkedHashMap<>(setup));
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    scales = Collections.unmodifiableMap(new LinkedHashMap<>(scales));
  }

  /**
   * Returns whether the table file defines stages, so that each cell is a chain of several runs.
   */
  public boolean isChain() {
    return head.recipe() == null;
  }

  /**
   * Plans the cells that a scale measures, in the order of their runs: the first seed of all cells,
   * then the second, and so on.
   *
   * @throws UsageException if the table has no such scale
   */
  public List<CellRun> plan(TableScale scale) {
    ScaleDefinition definition = scales.get(scale);
    if (definition == null) {
      throw new UsageException(
          "the table %s has no scale %s; choose one with --scale: %s"
              .formatted(
                  name,
                  scale.getName(),
                  scales.keySet().stream().map(TableScale::getName).collect(joining(", "))));
    }
    return new RunPlanner(definition).plan(definition.groups());
  }

  /**
   * Plans the run of one cell with the options of a scale, whether or not the scale measures the
   * cell.
   */
  public CellRun plan(TableRow row, TableColumn column, long seed, TableScale scale) {
    return new RunPlanner(scales.get(scale)).plan(row, column, seed);
  }
}
