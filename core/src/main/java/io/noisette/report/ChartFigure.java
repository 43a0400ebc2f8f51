package io.noisette.report;

import io.noisette.report.ChartSpec.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A chart with title, unit and legend, and a description in words for screen readers. */
final class ChartFigure {

  private final HtmlWriter html;
  private final List<ReportedRun> runs;
  private int count;

  ChartFigure(HtmlWriter html, List<ReportedRun> runs) {
    this.html = html;
    this.runs = runs;
  }

  /**
   * Draws a chart for one run, or for several runs one chart per metric; metrics that no run has
   * are left out.
   */
  void draw(ChartSpec spec) {
    if (runs.size() == 1) {
      draw(spec, spec.title(), linesOf(spec, runs.get(0)));
      return;
    }
    List<Figure> figures = spec.figures().stream().filter(figure -> !figure.isReference()).toList();
    for (Figure figure : figures) {
      String title = figures.size() == 1 ? spec.title() : spec.title() + ": " + figure.label();
      draw(spec, title, linesOf(figure));
    }
  }

  private static List<Line> linesOf(ChartSpec spec, ReportedRun run) {
    List<Line> lines = new ArrayList<>();
    for (Figure figure : spec.figures()) {
      LineStyle style = LineStyle.of(lines.size());
      lines.add(
          new Line(figure.label(), run.curves().get(figure.key()), style, figure.isReference()));
    }
    return lines;
  }

  private List<Line> linesOf(Figure figure) {
    List<Line> lines = new ArrayList<>();
    for (ReportedRun run : runs) {
      Curve curve = run.curves().get(figure.key());
      lines.add(new Line(run.name(), curve, LineStyle.of(lines.size()), false));
    }
    return lines;
  }

  private void draw(ChartSpec spec, String title, List<Line> all) {
    List<Line> lines = all.stream().filter(line -> line.curve().hasFinite()).toList();
    if (lines.stream().allMatch(Line::isReference)) {
      return;
    }
    count++;
    String id = spec.topic().name().toLowerCase(Locale.ROOT) + "-" + count;
    html.open("figure", "class", "chart");
    html.open("figcaption").element("h3", title).element("span", unitOf(spec), "class", "unit");
    writeLegend(spec, lines);
    html.close();
    Plot.draw(html, id, title, describe(spec, lines), spec.scale(), lines);
    html.element("output", "", "class", "readout", "aria-hidden", "true").close();
  }

  private void writeLegend(ChartSpec spec, List<Line> lines) {
    html.open("ul", "class", "legend");
    for (Line line : lines) {
      html.open("li");
      if (lines.size() > 1) {
        writeKey(html, line);
      }
      html.element("span", lines.size() > 1 ? line.label() : "latest");
      html.element("b", show(spec, line.curve().getValue(line.curve().findLast()))).close();
    }
    html.close();
  }

  /** Draws the piece of line that stands for a line in the legend. */
  static void writeKey(HtmlWriter html, Line line) {
    html.open("svg", "class", "key", "viewBox", "0 0 30 10", "aria-hidden", "true");
    html.open("g", "class", line.classes());
    html.empty("polyline", "points", "1,5 29,5", "stroke-dasharray", line.style().dashes());
    if (!line.isReference() && !line.isDense()) {
      html.empty("path", "class", "points", "d", line.style().marker().pathAt(15, 5));
    }
    html.close().close();
  }

  private String unitOf(ChartSpec spec) {
    return spec.unit()
        .replace(ChartSpec.LOSS_UNIT, ChosenMetric.nameLossUnit(runs))
        .replace(ChartSpec.TOKENS, ChosenMetric.nameTokens(runs));
  }

  private String describe(ChartSpec spec, List<Line> lines) {
    return lines.stream()
        .map(line -> describe(spec, line))
        .collect(Collectors.joining("; ", "In " + unitOf(spec) + ". ", "."));
  }

  private static String describe(ChartSpec spec, Line line) {
    Curve curve = line.curve();
    int last = curve.findLast();
    return String.format(
        Locale.ROOT,
        "%s: %s at step %s, minimum %s, maximum %s",
        line.label(),
        show(spec, curve.getValue(last)),
        Numbers.count((long) curve.getStep(last)),
        show(spec, curve.getLowest()),
        show(spec, curve.getHighest()));
  }

  private static String show(ChartSpec spec, double value) {
    return spec.scale() == ChartSpec.Scale.SHARE ? Numbers.percent(value) : Numbers.figure(value);
  }
}
