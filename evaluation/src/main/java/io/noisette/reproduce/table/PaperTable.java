package io.noisette.reproduce.table;

import static java.util.stream.Collectors.joining;

import io.noisette.failure.UsageException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table of a paper: its cells, the paper's numbers, and how to measure them here. {@link
 * TableFile} reads it.
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

  /** Returns whether cells are chains of stages, which the file names. */
  public boolean isChain() {
    return head.recipe() == null;
  }

  /**
   * Plans the cells of a scale, in the order in which they are measured: one seed of each first.
   *
   * @throws UsageException if the table has no such scale
   */
  public List<CellRun> plan(TableScale scale) {
    ScaleDefinition definition = scales.get(scale);
    if (definition == null) {
      throw new UsageException(
          "%s has no scale %s; it has %s"
              .formatted(
                  name,
                  scale.getName(),
                  scales.keySet().stream().map(TableScale::getName).collect(joining(", "))));
    }
    return new RunPlanner(definition).plan(definition.groups());
  }

  /** Plans one cell with the options of a scale, whether or not that scale measures it. */
  public CellRun plan(TableRow row, TableColumn column, long seed, TableScale scale) {
    return new RunPlanner(scales.get(scale)).plan(row, column, seed);
  }
}
