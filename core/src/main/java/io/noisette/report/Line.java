package io.noisette.report;

/** A line of a chart, with what its legend says. */
record Line(String label, Curve curve, LineStyle style, boolean isReference) {

  private static final int MOST_MARKED = 40;

  /** Whether it has too many points to mark each. */
  boolean isDense() {
    return curve.getSize() > MOST_MARKED;
  }

  /** Class names for the style sheet. */
  String classes() {
    return "c" + style.color() + (isReference ? " reference" : isDense() ? " dense" : " sparse");
  }
}
