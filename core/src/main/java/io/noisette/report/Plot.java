package io.noisette.report;

import java.util.List;
import java.util.Locale;

/**
 * The drawing of a chart: axes, grid, lines and points as SVG, readable without any script. Data
 * attributes tell the page's script what the coordinates mean.
 */
final class Plot {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 264;
  private static final int LEFT = 56;
  private static final int TOP = 12;
  private static final int RIGHT = WIDTH - 16;
  private static final int BOTTOM = HEIGHT - 30;
  private static final int MOST_POINTS = 1200; // more than there are pixels
  private static final int X_TICKS = 5;
  private static final int Y_TICKS = 5;

  private final HtmlWriter html;
  private final Axis x;
  private final Axis y;
  private final boolean percent;

  private Plot(HtmlWriter html, Axis x, Axis y, boolean percent) {
    this.html = html;
    this.x = x;
    this.y = y;
    this.percent = percent;
  }

  /**
   * Draws lines of which at least one has a finite value.
   *
   * @param id unique on the page
   */
  static void draw(
      HtmlWriter html,
      String id,
      String title,
      String description,
      ChartSpec.Scale scale,
      List<Line> lines) {
    Axis x = Axis.between(0, lastStep(lines), X_TICKS);
    Plot plot = new Plot(html, x, valueAxis(scale, lines), scale == ChartSpec.Scale.SHARE);
    plot.open(id, title, description);
    plot.drawGrid();
    lines.forEach(plot::drawLine);
    html.close();
  }

  private static Axis valueAxis(ChartSpec.Scale scale, List<Line> lines) {
    double least =
        lines.stream()
            .mapToDouble(line -> line.curve().getLowest())
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    double most =
        lines.stream()
            .mapToDouble(line -> line.curve().getHighest())
            .filter(Double::isFinite)
            .max()
            .orElse(1);
    return switch (scale) {
      case LINEAR -> Axis.around(least, most, Y_TICKS);
      case LOGARITHMIC_IF_WIDE -> Axis.logarithmicIfWide(least, most, Y_TICKS);
      case FROM_ZERO, SHARE -> Axis.around(0, Math.max(most, 0), Y_TICKS);
    };
  }

  private static double lastStep(List<Line> lines) {
    return lines.stream()
        .map(Line::curve)
        .filter(curve -> curve.getSize() > 0)
        .mapToDouble(curve -> curve.getStep(curve.getSize() - 1))
        .max()
        .orElse(1);
  }

  private void open(String id, String title, String description) {
    html.open(
        "svg",
        "viewBox",
        "0 0 %d %d".formatted(WIDTH, HEIGHT),
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-text",
        "data-box",
        "%d %d %d %d".formatted(LEFT, TOP, RIGHT, BOTTOM),
        "data-x",
        x.low() + " " + x.high(),
        "data-y",
        y.low() + " " + y.high(),
        "data-scale",
        percent ? "share" : y.isLogarithmic() ? "log" : "linear");
    html.element("title", title, "id", id + "-title");
    html.element("desc", description, "id", id + "-text");
  }

  private void drawGrid() {
    for (double tick : y.ticks()) {
      String at = coordinate(yOf(tick));
      html.empty("path", "class", "grid", "d", "M%d %sH%d".formatted(LEFT, at, RIGHT));
      html.element(
          "text",
          percent ? Numbers.tick(100 * tick) + " %" : Numbers.tick(tick),
          "class",
          "y",
          "x",
          String.valueOf(LEFT - 7),
          "y",
          at,
          "dy",
          ".35em");
    }
    html.empty("path", "class", "axis", "d", "M%d %dH%d".formatted(LEFT, BOTTOM, RIGHT));
    html.element(
        "text",
        "step",
        "class",
        "y",
        "x",
        String.valueOf(LEFT - 12),
        "y",
        String.valueOf(BOTTOM + 19));
    for (double tick : x.ticks()) {
      String at = coordinate(xOf(tick));
      html.empty("path", "class", "axis", "d", "M%s %dv4".formatted(at, BOTTOM));
      html.element(
          "text", Numbers.tick(tick), "class", "x", "x", at, "y", String.valueOf(BOTTOM + 19));
    }
  }

  private void drawLine(Line line) {
    Curve curve = line.curve().thin(MOST_POINTS);
    boolean dense = line.isDense();
    html.open("g", "class", line.classes(), "data-label", line.label());
    for (int from = 0; from < curve.getSize(); ) {
      int to = from;
      while (to < curve.getSize() && isDrawn(curve, to)) {
        to++;
      }
      drawStretch(curve, from, to, line.style());
      from = Math.max(to, from + 1);
    }
    if (!dense && !line.isReference()) {
      drawPoints(curve, line.style());
    }
    html.close();
  }

  /** A logarithmic axis has no place for what is not positive. */
  private boolean isDrawn(Curve curve, int index) {
    return curve.isFinite(index) && (!y.isLogarithmic() || curve.getValue(index) > 0);
  }

  private void drawStretch(Curve curve, int from, int to, LineStyle style) {
    if (to == from) {
      return;
    }
    StringBuilder points = new StringBuilder();
    for (int i = from; i < to; i++) {
      points.append(i == from ? "" : " ").append(coordinate(xOf(curve.getStep(i))));
      points.append(',').append(coordinate(yOf(curve.getValue(i))));
    }
    if (to == from + 1) { // a line of one point would not be seen
      points.append(' ').append(points);
    }
    html.empty("polyline", "points", points.toString(), "stroke-dasharray", style.dashes());
  }

  private void drawPoints(Curve curve, LineStyle style) {
    StringBuilder shapes = new StringBuilder();
    for (int i = 0; i < curve.getSize(); i++) {
      if (isDrawn(curve, i)) {
        shapes.append(style.marker().pathAt(xOf(curve.getStep(i)), yOf(curve.getValue(i))));
      }
    }
    html.empty("path", "class", "points", "d", shapes.toString());
  }

  private double xOf(double step) {
    return LEFT + x.place(step) * (RIGHT - LEFT);
  }

  private double yOf(double value) {
    return BOTTOM - y.place(value) * (BOTTOM - TOP);
  }

  private static String coordinate(double place) {
    String text = String.format(Locale.ROOT, "%.2f", place);
    return text.replaceFirst("\\.?0+$", "");
  }
}
