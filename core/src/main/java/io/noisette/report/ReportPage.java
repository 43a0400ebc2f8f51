package io.noisette.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.build.BuildInfo;
import io.noisette.report.ChartSpec.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The page: its head, what stands on it in which order, and its foot. It needs nothing from
 * elsewhere, and its own policy forbids that it loads anything.
 */
final class ReportPage {

  private final HtmlWriter html = new HtmlWriter();
  private final List<ReportedRun> runs;
  private final Collection<ChartSpec> charts;

  ReportPage(List<ReportedRun> runs, Collection<ChartSpec> charts) {
    this.runs = List.copyOf(runs);
    this.charts = List.copyOf(charts);
  }

  /**
   * The page on one run.
   *
   * @param changed names of the settings that are not the defaults
   * @param sections what the task has to show, written
   */
  static String ofRun(
      ReportedRun run, Collection<ChartSpec> charts, Set<String> changed, HtmlWriter sections) {
    ReportPage page = new ReportPage(List.of(run), charts);
    page.begin(run.name(), run.record().verb());
    page.html.element("span", run.state().describe(), "class", "state").close();
    new Overview(page.html).write(run);
    page.writeCharts();
    page.html.append(sections);
    RunTables tables = new RunTables(page.html);
    tables.writeSettings(run.record(), changed);
    tables.writeProvenance(run.record());
    return page.end();
  }

  /** The page that compares runs. */
  static String ofRuns(List<ReportedRun> runs, Collection<ChartSpec> charts) {
    ReportPage page = new ReportPage(runs, charts);
    String verbs =
        runs.stream().map(run -> run.record().verb()).distinct().collect(Collectors.joining(", "));
    page.begin(runs.size() + " runs compared", verbs);
    page.html.close();
    Comparison comparison = new Comparison(page.html, runs);
    comparison.writeOverview();
    page.writeCharts();
    comparison.writeDifferences();
    return page.end();
  }

  private void begin(String title, String verb) {
    String script = resource("report.js");
    html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'"
            .formatted(digest(script)));
    html.element("title", title + " · " + verb + " · Noisette");
    html.open("style").trusted(resource("report.css")).close().close();
    html.open("body").open("main").open("header");
    html.element("p", "Noisette · " + verb, "class", "verb").element("h1", title);
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
          "Nothing has been logged yet: the curves come with the first steps.",
          "class",
          "note");
      return;
    }
    writeCharts("What it learns", Topic.LEARNING);
    writeCharts("How it trains", Topic.OPTIMIZATION);
  }

  private void writeCharts(String title, Topic topic) {
    html.open("section").element("h2", title).open("div", "class", "charts");
    ChartFigure figure = new ChartFigure(html, runs);
    charts.stream().filter(chart -> chart.topic() == topic).forEach(figure::draw);
    html.close().close();
  }

  private String end() {
    html.element(
        "footer",
        "Noisette "
            + BuildInfo.load().version()
            + ". The curves are those of metrics.jsonl; long ones are thinned, peaks kept.");
    html.close();
    html.open("script").trusted(resource("report.js")).close();
    return html.close().close() + "\n";
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String script) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.getBytes(UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
