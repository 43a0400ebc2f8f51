package io.noisette.reproduce.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.build.BuildInfo;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.result.Measured;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.StageRun;
import io.noisette.reproduce.table.TableColumn;
import io.noisette.reproduce.table.TableRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON report: all numbers, with the settings of every run. */
final class JsonResults {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

  private JsonResults() {}

  static String write(Outcome outcome) {
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
    for (TableRow row : table.rows()) {
      table.columns().forEach(column -> cells.add(cell(outcome, row, column)));
    }
    json.put("cells", cells);
    if (table.isChain()) {
      json.put("stages", stages(outcome));
    }
    return GSON.toJson(json) + "\n";
  }

  private static Map<String, @Nullable Object> cell(
      Outcome outcome, TableRow row, TableColumn column) {
    Measured measured = outcome.measured(row, column);
    Map<String, @Nullable Object> cell = new LinkedHashMap<>();
    cell.put("row", row.label());
    cell.put("column", column.label());
    cell.put("unit", column.measure().unit());
    cell.put("metric", column.measure().metric());
    cell.put("factor", column.measure().factor());
    cell.put("n", measured == null ? 0 : measured.n());
    cell.put("mean", measured == null ? null : finite(measured.mean()));
    cell.put("sd", measured == null ? null : finite(measured.deviation()));
    cell.put("paper", row.paper().get(column.key()));
    List<Object> runs = new ArrayList<>();
    for (StageRun run : outcome.runsOf(row, column)) {
      FinishedRun result = outcome.finished().get(run.path());
      if (result != null) {
        runs.add(run(run, result));
      }
    }
    cell.put("runs", runs);
    return cell;
  }

  /** Lists the runs that have ended, by key of the stage. */
  private static Map<String, Object> stages(Outcome outcome) {
    Map<String, Object> stages = new LinkedHashMap<>();
    outcome
        .table()
        .stages()
        .forEach(
            stage -> {
              List<Object> runs = new ArrayList<>();
              for (StageRun run : outcome.runs()) {
                FinishedRun result = outcome.finished().get(run.path());
                if (result != null && run.stage().key().equals(stage.key())) {
                  runs.add(run(run, result));
                }
              }
              stages.put(stage.key(), runs);
            });
    return stages;
  }

  private static Map<String, @Nullable Object> run(StageRun run, FinishedRun result) {
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
