package io.noisette.reproduce.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.build.BuildInfo;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.result.Measured;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperNumber;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.PaperTable.Column;
import io.noisette.reproduce.table.PaperTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known of a table, as JSON: numbers, settings, and where they come from. */
public final class JsonResults {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private JsonResults() {}

  public static String write(Outcome outcome) {
    PaperTable table = outcome.table();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", table.name());
    json.put("title", table.head().title());
    json.put("source", table.head().source());
    json.put("scale", outcome.scale().getName());
    json.put("noisette", BuildInfo.load().version());
    Map<String, String> inputs = new LinkedHashMap<>();
    outcome.inputs().forEach((name, path) -> inputs.put(name, path.toString()));
    json.put("inputs", inputs);
    List<Object> cells = new ArrayList<>();
    for (Row row : table.rows()) {
      table.columns().forEach(column -> cells.add(cell(outcome, row, column)));
    }
    json.put("cells", cells);
    return GSON.toJson(json) + "\n";
  }

  private static Map<String, @Nullable Object> cell(Outcome outcome, Row row, Column column) {
    Measured measured = outcome.measured(row, column);
    PaperNumber paper = row.paper().get(column.key());
    Map<String, @Nullable Object> cell = new LinkedHashMap<>();
    cell.put("row", row.label());
    cell.put("column", column.label());
    cell.put("unit", column.figure().unit());
    cell.put("metric", column.figure().metric());
    cell.put("factor", column.figure().factor());
    cell.put("n", measured == null ? 0 : measured.n());
    cell.put("mean", measured == null ? null : finite(measured.mean()));
    cell.put("sd", measured == null ? null : finite(measured.deviation()));
    cell.put("paper", paper);
    List<Object> runs = new ArrayList<>();
    outcome
        .finished()
        .forEach(
            (run, result) -> {
              if (run.isOf(row, column)) {
                runs.add(run(run, result));
              }
            });
    cell.put("runs", runs);
    return cell;
  }

  private static Map<String, @Nullable Object> run(CellRun run, FinishedRun result) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("path", run.path());
    json.put("seed", run.seed());
    json.put("seconds", result.seconds());
    json.put("metrics", result.metrics());
    json.put("settings", result.settings());
    return json;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
