package io.noisette.report;

/** A line of a chart, with its label in the legend. */
record Line(String label, Curve curve, LineStyle style, boolean isReference) {

  private static final int MOST_MARKED = 40;

  /** Returns true if there are too many points to mark each of them. */
  boolean isDense() {
    return curve.getSize() > MOST_MARKED;
  }

  /** Returns the class names for the style sheet. */
  String classes() {
    return "c" + style.color() + (isReference ? " reference" : isDense() ? " dense" : " sparse");
  }
}
