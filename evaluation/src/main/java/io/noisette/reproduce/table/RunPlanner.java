package io.noisette.reproduce.table;

import io.noisette.reproduce.table.ScaleDefinition.RunGroup;
import io.noisette.settings.GivenValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Planner for the runs of a table at a scale; runs that cells share are the same object. */
final class RunPlanner {

  private final @Nullable ScaleDefinition scale;
  private final Map<String, StageRun> runs = new LinkedHashMap<>();

  /**
   * @param scale source of options and of the cells to measure; null: no options of a scale
   */
  RunPlanner(@Nullable ScaleDefinition scale) {
    this.scale = scale;
  }

  /** Returns the cells in the order in which they are measured: one seed of each cell first. */
  List<CellRun> plan(List<RunGroup> groups) {
    Map<String, CellRun> cells = new LinkedHashMap<>();
    for (RunGroup group : groups) {
      for (long seed : group.seeds()) {
        for (TableRow row : group.rows()) {
          for (TableColumn column : group.columns()) {
            CellRun cell = plan(row, column, seed);
            cells.putIfAbsent(cell.cell() + "/" + seed, cell);
          }
        }
      }
    }
    return new ArrayList<>(cells.values());
  }

  CellRun plan(TableRow row, TableColumn column, long seed) {
    return new CellRun(row, column, seed, run(row.stageIn(column), row, column, seed));
  }

  private StageRun run(TableStage stage, TableRow row, TableColumn column, long seed) {
    Map<String, StageRun> inputs = new LinkedHashMap<>();
    stage
        .inputs()
        .forEach(
            (option, input) -> {
              if (input instanceof StageInput.FromStage from) {
                inputs.put(option, run(from.stage(), row, column, seed));
              }
            });
    StageRun run =
        new StageRun(
            stage,
            stage.oncePer().hasRow() ? row : null,
            stage.oncePer().hasColumn() ? column : null,
            stage.oncePer() == OncePer.CELL ? seed : null,
            options(stage, row, column),
            inputs);
    StageRun shared = runs.putIfAbsent(run.path(), run);
    return shared == null ? run : shared;
  }

  /**
   * Merges the options: those of the scale override the row's, the column's and the stage's, in
   * this order. A null removes an option; {@code {row}} and {@code {column}} stand for the keys.
   */
  private Map<String, GivenValue> options(TableStage stage, TableRow row, TableColumn column) {
    Map<String, GivenValue> merged = new LinkedHashMap<>(stage.options());
    if (stage.oncePer().hasColumn()) {
      merged.putAll(column.options().of(stage));
    }
    if (stage.oncePer().hasRow()) {
      merged.putAll(row.options().of(stage));
    }
    if (scale != null) {
      merged.putAll(scale.options().of(stage));
    }
    merged.values().removeIf(GivenValue::isNull);
    merged.replaceAll((name, value) -> fillIn(value, row, column));
    return merged;
  }

  private static GivenValue fillIn(GivenValue value, TableRow row, TableColumn column) {
    List<String> texts = value.texts();
    return texts == null
        ? value
        : new GivenValue(
            value.subject(),
            texts.stream()
                .map(text -> text.replace("{row}", row.key()).replace("{column}", column.key()))
                .toList());
  }
}
