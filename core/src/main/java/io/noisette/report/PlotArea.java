package io.noisette.report;

import java.util.Locale;

/**
 * Axes and grid of a chart as SVG, readable without scripts. Data attributes tell the page's script
 * the meaning of coordinates.
 */
record PlotArea(HtmlWriter html, Axis x, Axis y, boolean percent) {

  private static final int WIDTH = 480;
  private static final int HEIGHT = 264;
  private static final int LEFT = 56;
  private static final int TOP = 12;
  private static final int RIGHT = WIDTH - 16;
  private static final int BOTTOM = HEIGHT - 30;

  /**
   * Opens the drawing with its axes and grid; the caller closes the element.
   *
   * @param id element id, unique on the page
   * @param along label of the x axis
   */
  void open(String id, String title, String description, String along) {
    html.open(
        "svg",
        "viewBox",
        String.format(Locale.ROOT, "0 0 %d %d", WIDTH, HEIGHT),
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-text",
        "data-box",
        String.format(Locale.ROOT, "%d %d %d %d", LEFT, TOP, RIGHT, BOTTOM),
        "data-x",
        x.low() + " " + x.high(),
        "data-y",
        y.low() + " " + y.high(),
        "data-scale",
        percent ? "share" : y.isLogarithmic() ? "log" : "linear",
        "data-along",
        along);
    html.element("title", title, "id", id + "-title");
    html.element("desc", description, "id", id + "-text");
    drawGrid(along);
  }

  double xOf(double value) {
    return LEFT + x.place(value) * (RIGHT - LEFT);
  }

  double yOf(double value) {
    return BOTTOM - y.place(value) * (BOTTOM - TOP);
  }

  static String coordinate(double place) {
    String text = String.format(Locale.ROOT, "%.2f", place);
    return text.replaceFirst("\\.?0+$", "");
  }

  private void drawGrid(String along) {
    for (double tick : y.ticks()) {
      String at = coordinate(yOf(tick));
      html.empty(
          "path", "class", "grid", "d", String.format(Locale.ROOT, "M%d %sH%d", LEFT, at, RIGHT));
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
    html.empty(
        "path", "class", "axis", "d", String.format(Locale.ROOT, "M%d %dH%d", LEFT, BOTTOM, RIGHT));
    html.element(
        "text",
        along,
        "class",
        "y",
        "x",
        String.valueOf(LEFT - 12),
        "y",
        String.valueOf(BOTTOM + 19));
    for (double tick : x.ticks()) {
      String at = coordinate(xOf(tick));
      html.empty("path", "class", "axis", "d", String.format(Locale.ROOT, "M%s %dv4", at, BOTTOM));
      html.element(
          "text", Numbers.tick(tick), "class", "x", "x", at, "y", String.valueOf(BOTTOM + 19));
    }
  }
}
