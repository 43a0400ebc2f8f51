package io.noisette.quickstart;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Chart of validation loss and copy accuracy over the steps of a run, in characters, 80 columns
 * wide.
 */
final class ValidationCurve {

  private static final int WIDTH = 61;
  private static final int HEIGHT = 13;
  private static final char LOSS = '●';
  private static final char COPY_ACCURACY = '○';
  private static final char BOTH = '◉';
  private static final double LOSS_UNIT = 0.5; // the limits of the loss axis are multiples of this

  private final List<ValidationPoint> points;
  private final double lowest;
  private final double highest;
  private final char[][] grid = new char[HEIGHT][WIDTH];

  /**
   * Computes the axes.
   *
   * @param points at least one, by step
   */
  ValidationCurve(List<ValidationPoint> points) {
    this.points = List.copyOf(points);
    double least = points.stream().mapToDouble(ValidationPoint::loss).min().orElseThrow();
    double most = points.stream().mapToDouble(ValidationPoint::loss).max().orElseThrow();
    lowest = LOSS_UNIT * Math.floor(least / LOSS_UNIT);
    highest = Math.max(lowest + LOSS_UNIT, LOSS_UNIT * Math.ceil(most / LOSS_UNIT));
  }

  /** Returns the lines of the chart, with a sentence about the last validation. */
  String draw() {
    for (char[] row : grid) {
      Arrays.fill(row, ' ');
    }
    for (ValidationPoint point : points) {
      mark(point.step(), point.copyAccuracy(), COPY_ACCURACY);
      mark(point.step(), (point.loss() - lowest) / (highest - lowest), LOSS);
    }
    StringBuilder text = new StringBuilder();
    text.append(
        line("%s validation loss, nats per token%32s", LOSS, COPY_ACCURACY + " copy accuracy"));
    for (int row = 0; row < HEIGHT; row++) {
      double share = 1 - (double) row / (HEIGHT - 1);
      boolean labelled = row % ((HEIGHT - 1) / 2) == 0;
      String loss = labelled ? format("%6.2f ┤", lowest + share * (highest - lowest)) : "       │";
      String copied = labelled ? format("├ %3.0f %%", 100 * share) : "│";
      text.append(loss).append(grid[row]).append(copied).append('\n');
    }
    text.append(line("       └%s┘", "─".repeat(WIDTH)));
    text.append(line("        0%" + (WIDTH - 1) + "s", format("step %,d", last().step())));
    return text.append('\n').append(describeEnd()).toString();
  }

  private String describeEnd() {
    String copied =
        Double.isFinite(last().copyAccuracy())
            ? format("; %.1f %% of uncorrupted tokens copied", 100 * last().copyAccuracy())
            : "";
    return line("After step %,d: loss %.3f%s.", last().step(), last().loss(), copied);
  }

  private ValidationPoint last() {
    return points.get(points.size() - 1);
  }

  /**
   * Draws a point.
   *
   * @param height from 0 at the bottom to 1 at the top
   */
  private void mark(long step, double height, char sign) {
    if (Double.isFinite(height)) {
      int row = (int) Math.round((1 - height) * (HEIGHT - 1));
      int column = (int) Math.round((double) step / last().step() * (WIDTH - 1));
      grid[row][column] = merge(grid[row][column], sign);
    }
  }

  private static char merge(char before, char sign) {
    return before == ' ' || before == sign ? sign : BOTH;
  }

  private static String line(String format, Object... values) {
    return format(format, values) + "\n";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
