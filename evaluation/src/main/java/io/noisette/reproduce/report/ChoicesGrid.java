package io.noisette.reproduce.report;

import io.noisette.reproduce.result.Choice;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.StageRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Grid of the options that runs chose among several values, with the metric of each value. */
final class ChoicesGrid {

  private ChoicesGrid() {}

  static Grid of(Outcome outcome) {
    List<List<String>> rows = new ArrayList<>();
    for (StageRun run : outcome.runs()) {
      outcome.choicesOf(run).forEach((option, choice) -> rows.add(row(run, option, choice)));
    }
    return new Grid(List.of("run", "option", "best by", "tried", "chosen"), 1, rows);
  }

  private static List<String> row(StageRun run, String option, Choice choice) {
    String best = choice.best();
    return List.of(
        run.path(),
        "--" + option,
        choice.trials().describe(),
        choice.results().entrySet().stream()
            .map(ChoicesGrid::show)
            .collect(Collectors.joining(", ")),
        best == null ? "not yet" : best);
  }

  private static String show(Map.Entry<String, Double> result) {
    double metric = result.getValue();
    return result.getKey()
        + ": "
        + (Double.isNaN(metric) ? "diverged" : String.format(Locale.ROOT, "%.4f", metric));
  }
}
