package io.noisette.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A chart of measured points with error bars, which draws itself as SVG.
 *
 * @param id element id, unique on the page
 * @param title title of the chart
 * @param unit unit of the values
 * @param along label of the x axis, a letter or a short word
 * @param first upper bound of the start of the x axis
 * @param last lower bound of the end of the x axis
 * @param points points from left to right, at least one
 */
public record PointChart(
    String id,
    String title,
    String unit,
    String along,
    double first,
    double last,
    List<Point> points) {

  private static final int X_TICKS = 8;
  private static final int Y_TICKS = 5;
  private static final double HALF_CAP = 4;
  private static final LineStyle STYLE = LineStyle.of(0);

  /**
   * A measured point with its standard deviation.
   *
   * @param spread half the length of its error bar; 0 for none
   */
  public record Point(double x, double y, double spread) {}

  public PointChart {
    points = List.copyOf(points);
  }

  /** Draws the chart into a page as SVG. */
  public void draw(HtmlWriter html) {
    html.open("figure", "class", "chart");
    html.open("figcaption").element("h3", title).element("span", unit, "class", "unit").close();
    PlotArea area = new PlotArea(html, xAxis(), yAxis(), false);
    area.open(id, title, describe(), along);
    html.open("g", "class", "c0 sparse", "data-label", title);
    html.empty("polyline", "points", line(area), "stroke-dasharray", "");
    html.empty("path", "class", "bars", "d", bars(area));
    html.empty("path", "class", "points", "d", marks(area));
    html.close().close();
    html.element("output", "", "class", "readout", "aria-hidden", "true").close();
  }

  private Axis xAxis() {
    return Axis.around(first, last, X_TICKS);
  }

  private Axis yAxis() {
    double low = points.stream().mapToDouble(point -> point.y() - point.spread()).min().orElse(0);
    double high = points.stream().mapToDouble(point -> point.y() + point.spread()).max().orElse(1);
    return Axis.around(low, high, Y_TICKS);
  }

  private String describe() {
    return points.stream()
        .map(
            point ->
                String.format(
                    Locale.ROOT, "%s %s: %s", along, Numbers.tick(point.x()), describe(point)))
        .collect(Collectors.joining("; ", "In " + unit + ". ", "."));
  }

  private static String describe(Point point) {
    String value = Numbers.figure(point.y());
    return point.spread() > 0 ? value + " ± " + Numbers.figure(point.spread()) : value;
  }

  private String line(PlotArea area) {
    String line =
        points.stream()
            .map(point -> x(area, point) + "," + y(area, point.y()))
            .collect(Collectors.joining(" "));
    return points.size() == 1 ? line + " " + line : line; // one point alone would be invisible
  }

  private String bars(PlotArea area) {
    return points.stream()
        .filter(point -> point.spread() > 0)
        .map(point -> bar(area, point))
        .collect(Collectors.joining());
  }

  private static String bar(PlotArea area, Point point) {
    String top = y(area, point.y() + point.spread());
    String bottom = y(area, point.y() - point.spread());
    String left = PlotArea.coordinate(area.xOf(point.x()) - HALF_CAP);
    String cap = "h" + PlotArea.coordinate(2 * HALF_CAP);
    return String.format(
        Locale.ROOT,
        "M%s %sV%sM%s %s%sM%s %s%s",
        x(area, point),
        top,
        bottom,
        left,
        top,
        cap,
        left,
        bottom,
        cap);
  }

  private String marks(PlotArea area) {
    return points.stream()
        .map(point -> STYLE.marker().pathAt(area.xOf(point.x()), area.yOf(point.y())))
        .collect(Collectors.joining());
  }

  private static String x(PlotArea area, Point point) {
    return PlotArea.coordinate(area.xOf(point.x()));
  }

  private static String y(PlotArea area, double value) {
    return PlotArea.coordinate(area.yOf(value));
  }
}
