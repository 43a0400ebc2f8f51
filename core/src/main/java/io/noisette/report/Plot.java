package io.noisette.report;

import java.util.List;

/** Drawing of a chart: lines and points over steps. */
final class Plot {

  private static final int MOST_POINTS = 1200; // more than there are pixels
  private static final int X_TICKS = 5;
  private static final int Y_TICKS = 5;

  private final PlotArea area;

  private Plot(PlotArea area) {
    this.area = area;
  }

  /**
   * Draws lines, of which at least one has a finite value.
   *
   * @param id element id, unique on the page
   * @param description description for screen readers
   */
  static void draw(
      HtmlWriter html,
      String id,
      String title,
      String description,
      ChartSpec.Scale scale,
      List<Line> lines) {
    Axis x = Axis.between(0, lastStep(lines), X_TICKS);
    Axis y = valueAxis(scale, lines);
    PlotArea area = new PlotArea(html, x, y, scale == ChartSpec.Scale.SHARE);
    area.open(id, title, description, "step");
    lines.forEach(new Plot(area)::drawLine);
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

  private void drawLine(Line line) {
    Curve curve = line.curve().thin(MOST_POINTS);
    boolean dense = line.isDense();
    HtmlWriter html = area.html();
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

  /** Returns true if a point can be drawn; a logarithmic axis only shows positive values. */
  private boolean isDrawn(Curve curve, int index) {
    return curve.isFinite(index) && (!area.y().isLogarithmic() || curve.getValue(index) > 0);
  }

  private void drawStretch(Curve curve, int from, int to, LineStyle style) {
    if (to == from) {
      return;
    }
    StringBuilder points = new StringBuilder();
    for (int i = from; i < to; i++) {
      points.append(i == from ? "" : " ").append(PlotArea.coordinate(area.xOf(curve.getStep(i))));
      points.append(',').append(PlotArea.coordinate(area.yOf(curve.getValue(i))));
    }
    if (to == from + 1) { // a line of one point would be invisible
      points.append(' ').append(points);
    }
    area.html().empty("polyline", "points", points.toString(), "stroke-dasharray", style.dashes());
  }

  private void drawPoints(Curve curve, LineStyle style) {
    StringBuilder shapes = new StringBuilder();
    for (int i = 0; i < curve.getSize(); i++) {
      if (isDrawn(curve, i)) {
        shapes.append(
            style.marker().pathAt(area.xOf(curve.getStep(i)), area.yOf(curve.getValue(i))));
      }
    }
    area.html().empty("path", "class", "points", "d", shapes.toString());
  }
}
