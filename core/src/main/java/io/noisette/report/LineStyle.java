package io.noisette.report;

import java.util.Locale;

/**
 * Style of a line, which distinguishes it also without colour, by dashes and by the shape of its
 * points.
 *
 * @param color index in the page's palette, {@code --c0} and so on
 * @param dashes dash pattern of the SVG stroke; empty for a solid line
 * @param marker shape of the points
 */
record LineStyle(int color, String dashes, Marker marker) {

  private static final int COLORS = 6;
  private static final String[] DASHES = {"", "7 3", "2 3", "9 3 2 3", "4 2", "1 2"};

  /** Shape of a point. */
  enum Marker {
    CIRCLE,
    SQUARE,
    TRIANGLE,
    DIAMOND,
    CROSS,
    PLUS;

    /** Returns the SVG path data of the shape, centred at a point. */
    String pathAt(double x, double y) {
      String at = String.format(Locale.ROOT, "M%.1f %.1f", x, y);
      return at
          + switch (this) {
            case CIRCLE -> "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z";
            case SQUARE -> "m-2.7 -2.7h5.4v5.4h-5.4z";
            case TRIANGLE -> "m0 -3.4l3.3 6h-6.6z";
            case DIAMOND -> "m0 -3.8l3.8 3.8l-3.8 3.8l-3.8 -3.8z";
            case CROSS -> "m-2.6 -2.6l5.2 5.2m0 -5.2l-5.2 5.2";
            case PLUS -> "m-3.2 0h6.4m-3.2 -3.2v6.4";
          };
    }
  }

  /** Returns the style of the line with an index from 0; styles repeat after 36 lines. */
  static LineStyle of(int index) {
    int color = index % COLORS;
    int round = index / COLORS;
    return new LineStyle(
        color, DASHES[(color + round) % DASHES.length], Marker.values()[(color + round) % COLORS]);
  }
}
