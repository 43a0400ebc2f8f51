package io.noisette.reproduce.result;

import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.PaperTable.Column;
import io.noisette.reproduce.table.PaperTable.Row;
import io.noisette.reproduce.table.TableScale;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a table has come to so far: all that is shown of it.
 *
 * @param inputs what the user brought, by option
 * @param planned all runs of the scale
 * @param finished those of them that ended
 * @param free options that no result depends on
 */
public record Outcome(
    PaperTable table,
    TableScale scale,
    Map<String, Path> inputs,
    List<CellRun> planned,
    Map<CellRun, FinishedRun> finished,
    Set<String> free) {

  public Outcome {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    planned = List.copyOf(planned);
    finished = Collections.unmodifiableMap(new LinkedHashMap<>(finished));
    free = Set.copyOf(free);
  }

  /** The numbers of a cell, in the paper's unit; null if none of its runs has ended. */
  public @Nullable Measured measured(Row row, Column column) {
    List<Double> values =
        planned.stream()
            .filter(run -> run.isOf(row, column))
            .map(finished::get)
            .filter(result -> result != null)
            .map(result -> result.metric(column.figure().metric()) * column.figure().factor())
            .toList();
    return values.isEmpty() ? null : new Measured(values);
  }
}
