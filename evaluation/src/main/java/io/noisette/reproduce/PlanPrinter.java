package io.noisette.reproduce;

import io.noisette.reproduce.report.Grid;
import io.noisette.reproduce.report.TextTable;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.table.CellRun;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows a plan: what all runs have in common, and what each cell adds. */
final class PlanPrinter {

  private final Plan plan;
  private final PrintStream out;

  PlanPrinter(Plan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  void print() throws IOException {
    Map<CellRun, FinishedRun> finished = plan.findFinished();
    out.println(plan.table().head().title());
    out.printf(
        "%s: %d runs of %s, %d of them done%n%n",
        plan.scale().getName(),
        plan.trainings().size(),
        plan.table().head().recipe(),
        finished.size());
    Map<String, String> common = new LinkedHashMap<>(plan.runs().get(0).texts());
    plan.runs().forEach(run -> common.entrySet().retainAll(run.texts().entrySet()));
    out.println("Of all runs: " + show(common));
    out.println();
    TextTable.print(cells(finished.keySet(), common), out);
  }

  private Grid cells(Set<CellRun> finished, Map<String, String> common) {
    Map<String, List<CellRun>> cells =
        plan.runs().stream()
            .collect(Collectors.groupingBy(CellRun::cell, LinkedHashMap::new, Collectors.toList()));
    List<List<String>> rows = new ArrayList<>();
    cells.forEach(
        (cell, runs) -> {
          Map<String, String> own = new LinkedHashMap<>(runs.get(0).texts());
          own.entrySet().removeAll(common.entrySet());
          rows.add(
              List.of(
                  cell,
                  seeds(runs),
                  seeds(runs.stream().filter(finished::contains).toList()),
                  show(own)));
        });
    return new Grid(List.of("cell", "seeds", "done", "settings of its own"), 1, rows);
  }

  private static String seeds(List<CellRun> runs) {
    return runs.isEmpty()
        ? "–"
        : runs.stream().map(run -> String.valueOf(run.seed())).collect(Collectors.joining(" "));
  }

  private static String show(Map<String, String> options) {
    return options.isEmpty()
        ? "–"
        : options.entrySet().stream()
            .map(option -> "--" + option.getKey() + " " + option.getValue())
            .collect(Collectors.joining(" "));
  }
}
