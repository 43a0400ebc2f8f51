package io.noisette.report;

import io.noisette.command.Seconds;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Comparison of several runs in a table: progress of each run, and the settings in which they
 * differ.
 */
final class Comparison {

  private final HtmlWriter html;
  private final List<ReportedRun> runs;

  Comparison(HtmlWriter html, List<ReportedRun> runs) {
    this.html = html;
    this.runs = runs;
  }

  void writeOverview() {
    openScroll("runs").open("table");
    html.open("thead").open("tr");
    for (String title :
        List.of(
            "run",
            "state",
            "steps",
            isOneMetric() ? "best " + ChosenMetric.of(runs.get(0)).getName() : "best validation",
            "latest",
            ChosenMetric.nameTokens(runs),
            "training time")) {
      html.element("th", title, "scope", "col");
    }
    html.close().close().open("tbody");
    for (int i = 0; i < runs.size(); i++) {
      writeRow(runs.get(i), i);
    }
    html.close().close().close();
  }

  /**
   * Writes the settings and digests that are not the same in all runs, except paths of the runs.
   */
  void writeDifferences() {
    html.open("section", "id", "settings").element("h2", "Settings that differ");
    Set<String> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(run.record().settings().keySet()));
    names.removeIf(name -> name.equals("output") || isShared(run -> valueOf(run, name)));
    Set<String> inputs = new TreeSet<>();
    runs.forEach(run -> inputs.addAll(run.record().digests().keySet()));
    inputs.removeIf(input -> isShared(run -> digestOf(run, input)));
    if (names.isEmpty() && inputs.isEmpty()) {
      html.element("p", "None: the runs have the same settings and inputs.", "class", "note")
          .close();
      return;
    }
    openScroll("settings that differ").open("table").open("thead").open("tr");
    html.element("th", "setting", "scope", "col");
    runs.forEach(run -> html.element("th", run.name(), "scope", "col"));
    html.close().close().open("tbody");
    for (String name : names) {
      html.open("tr").element("th", name, "scope", "row");
      runs.forEach(run -> TableCell.write(html, valueOf(run, name)));
      html.close();
    }
    for (String input : inputs) {
      html.open("tr").element("th", "SHA-256 of " + input, "scope", "row");
      runs.forEach(run -> TableCell.write(html, RunTables.abbreviate(digestOf(run, input))));
      html.close();
    }
    html.close().close().close().close();
  }

  /** Opens a box that scrolls, also by keys, because a table may be wider than a phone. */
  private HtmlWriter openScroll(String label) {
    return html.open(
        "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label);
  }

  private boolean isOneMetric() {
    return runs.stream().map(run -> ChosenMetric.of(run).getName()).distinct().count() == 1;
  }

  private boolean isShared(Function<ReportedRun, String> value) {
    return runs.stream().map(value).distinct().count() == 1;
  }

  /** Returns the digest of an input, which tells other data at the same path. */
  private static String digestOf(ReportedRun run, String input) {
    return run.record().digests().getOrDefault(input, "–");
  }

  private static String valueOf(ReportedRun run, String setting) {
    String value = RunTables.show(run.record().settings().get(setting));
    return RunTables.isUnused(run.record(), setting) ? value + " (not used)" : value;
  }

  private void writeRow(ReportedRun run, int index) {
    RunState state = run.state();
    ChosenMetric chosen = ChosenMetric.of(run);
    html.open("tr").open("th", "scope", "row");
    ChartFigure.writeKey(html, new Line(run.name(), chosen.getCurve(), LineStyle.of(index), false));
    html.text(run.name()).close();
    String name = isOneMetric() ? "" : chosen.getName() + " ";
    for (String cell :
        List.of(
            state.describe(),
            state.describeSteps(),
            name + chosen.describeBest(),
            chosen.describeLatest(),
            Numbers.brief(state.targetTokens()),
            Seconds.describe(state.seconds()))) {
      TableCell.write(html, cell);
    }
    html.close();
  }
}
