package io.noisette.reproduce.result;

import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.StageRun;
import io.noisette.reproduce.table.TableColumn;
import io.noisette.reproduce.table.TableRow;
import io.noisette.reproduce.table.TableScale;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table with its results so far, from which the reports are made.
 *
 * @param inputs paths from the user, by option
 * @param cells planned cells, one entry per seed
 * @param runs planned runs of all stages, each once
 * @param finished results of the runs that have ended, by {@link StageRun#path}
 * @param free options that results do not depend on, by key of the stage
 */
public record Outcome(
    PaperTable table,
    TableScale scale,
    Map<String, Path> inputs,
    List<CellRun> cells,
    List<StageRun> runs,
    Map<String, FinishedRun> finished,
    Map<String, Set<String>> free) {

  public Outcome {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    cells = List.copyOf(cells);
    runs = List.copyOf(runs);
    finished = Collections.unmodifiableMap(new LinkedHashMap<>(finished));
    free = Collections.unmodifiableMap(new LinkedHashMap<>(free));
  }

  /**
   * Returns the measured values of a cell, converted to the paper's unit, or null if none of its
   * runs is finished.
   */
  public @Nullable Measured measured(TableRow row, TableColumn column) {
    TableColumn.Measure measure = column.measure();
    List<Double> values =
        runsOf(row, column).stream()
            .map(run -> finished.get(run.path()))
            .filter(result -> result != null)
            .map(result -> result.metric(measure.metric()) * measure.factor())
            .toList();
    return values.isEmpty() ? null : new Measured(values);
  }

  /** Returns the choices of a run among values that earlier stages have tried, by option. */
  public Map<String, Choice> choicesOf(StageRun run) {
    Map<String, Choice> choices = new LinkedHashMap<>();
    run.choices()
        .forEach(
            (option, trials) ->
                choices.put(option, Choice.of(trials, trial -> finished.get(trial.path()))));
    return choices;
  }

  /** Returns the distinct runs that measure a cell; several seeds may share a run. */
  public List<StageRun> runsOf(TableRow row, TableColumn column) {
    Map<String, StageRun> runs = new LinkedHashMap<>();
    for (CellRun cell : cells) {
      if (cell.isOf(row, column)) {
        runs.putIfAbsent(cell.stageRun().path(), cell.stageRun());
      }
    }
    return List.copyOf(runs.values());
  }
}
