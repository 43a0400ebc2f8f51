package io.noisette.report;

import io.noisette.report.ChartSpec.Topic;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Layout of reports: order of the charts, tables and sections. */
final class ReportPage {

  private static final String FOOTER =
      "The curves show metrics.jsonl; long curves are thinned, but keep their peaks.";

  private final HtmlWriter html;
  private final List<ReportedRun> runs;
  private final Collection<ChartSpec> charts;

  private ReportPage(HtmlPage page, List<ReportedRun> runs, Collection<ChartSpec> charts) {
    this.html = page.getHtml();
    this.runs = List.copyOf(runs);
    this.charts = List.copyOf(charts);
  }

  /**
   * Returns the HTML of the report of one run.
   *
   * @param changed names of the settings that differ from the defaults
   * @param sections output of the task's sections
   */
  static String ofRun(
      ReportedRun run, Collection<ChartSpec> charts, Set<String> changed, HtmlWriter sections) {
    HtmlPage begun = new HtmlPage(run.name(), run.record().verb(), run.state().describe());
    ReportPage page = new ReportPage(begun, List.of(run), charts);
    new Overview(page.html).write(run);
    page.writeCharts();
    page.html.append(sections);
    RunTables tables = new RunTables(page.html);
    tables.writeSettings(run.record(), changed);
    tables.writeProvenance(run.record());
    return begun.close(FOOTER);
  }

  /** Returns the comparison of several runs. */
  static String ofRuns(List<ReportedRun> runs, Collection<ChartSpec> charts) {
    String verbs =
        runs.stream().map(run -> run.record().verb()).distinct().collect(Collectors.joining(", "));
    HtmlPage begun = new HtmlPage(runs.size() + " runs compared", verbs, "");
    ReportPage page = new ReportPage(begun, runs, charts);
    Comparison comparison = new Comparison(page.html, runs);
    comparison.writeOverview();
    page.writeCharts();
    comparison.writeDifferences();
    return begun.close(FOOTER);
  }

  private void writeCharts() {
    boolean any =
        charts.stream()
            .flatMap(chart -> chart.figures().stream())
            .anyMatch(
                figure ->
                    runs.stream().anyMatch(run -> run.curves().get(figure.key()).hasFinite()));
    if (!any) {
      html.element(
          "p",
          "Nothing has been logged yet: the curves appear after the first steps.",
          "class",
          "note");
      return;
    }
    writeCharts("Learning", Topic.LEARNING);
    writeCharts("Optimization", Topic.OPTIMIZATION);
  }

  private void writeCharts(String title, Topic topic) {
    html.open("section").element("h2", title).open("div", "class", "charts");
    ChartFigure figure = new ChartFigure(html, runs);
    charts.stream().filter(chart -> chart.topic() == topic).forEach(figure::draw);
    html.close().close();
  }
}
