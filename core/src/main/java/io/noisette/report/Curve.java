package io.noisette.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Values of a metric by training step; NaN where the metric was not finite. Immutable. */
public final class Curve {

  private final double[] steps;
  private final double[] values;

  private Curve(double[] steps, double[] values) {
    this.steps = steps;
    this.values = values;
  }

  /**
   * Creates a curve from copies of its arguments, which have the same length; infinite values
   * become NaN.
   */
  public static Curve of(double[] steps, double[] values) {
    if (steps.length != values.length) {
      throw new IllegalArgumentException(
          "values must be as many as steps, " + steps.length + ", not " + values.length);
    }
    double[] finite =
        Arrays.stream(values).map(value -> Double.isFinite(value) ? value : Double.NaN).toArray();
    return new Curve(steps.clone(), finite);
  }

  /** Returns the number of points of the curve. */
  public int getSize() {
    return steps.length;
  }

  /** Returns the training step of a point. */
  public double getStep(int index) {
    return steps[index];
  }

  /** Returns the value of a point, or NaN. */
  public double getValue(int index) {
    return values[index];
  }

  /** Returns true if the value of a point is finite. */
  public boolean isFinite(int index) {
    return Double.isFinite(values[index]);
  }

  /** Returns true if at least one value is finite. */
  public boolean hasFinite() {
    return finite().length > 0;
  }

  /** Returns the minimum of the finite values, or NaN if there is none. */
  public double getLowest() {
    return finiteValues().min().orElse(Double.NaN);
  }

  /** Returns the maximum of the finite values, or NaN if there is none. */
  public double getHighest() {
    return finiteValues().max().orElse(Double.NaN);
  }

  /** Returns the index of the last finite value, or -1. */
  public int findLast() {
    int[] finite = finite();
    return finite.length == 0 ? -1 : finite[finite.length - 1];
  }

  /** Returns the index of the minimum (the first one on ties), or -1 if no value is finite. */
  public int findLowest() {
    int lowest = -1;
    for (int i : finite()) {
      lowest = lowest < 0 || values[i] < values[lowest] ? i : lowest;
    }
    return lowest;
  }

  /** Returns the index of the maximum (the first one on ties), or -1 if no value is finite. */
  public int findHighest() {
    int highest = -1;
    for (int i : finite()) {
      highest = highest < 0 || values[i] > values[highest] ? i : highest;
    }
    return highest;
  }

  /**
   * Returns a curve with at most {@code most} points that looks the same when drawn: it keeps both
   * ends, and the minimum, the maximum and the first non-finite point of each section.
   *
   * @param most maximum number of points, at least 5
   */
  public Curve thin(int most) {
    int size = getSize();
    if (size <= most) {
      return this;
    }
    int buckets = (most - 2) / 3;
    int[] kept =
        IntStream.concat(
                IntStream.of(0, size - 1),
                IntStream.range(0, buckets)
                    .flatMap(
                        bucket ->
                            extremes(
                                (int) ((long) bucket * size / buckets),
                                (int) ((long) (bucket + 1) * size / buckets))))
            .sorted()
            .distinct()
            .toArray();
    return new Curve(
        Arrays.stream(kept).mapToDouble(i -> steps[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> values[i]).toArray());
  }

  private IntStream extremes(int from, int to) {
    int lowest = -1;
    int highest = -1;
    int gap = -1;
    for (int i = from; i < to; i++) {
      if (!isFinite(i)) {
        gap = gap < 0 ? i : gap;
        continue;
      }
      lowest = lowest < 0 || values[i] < values[lowest] ? i : lowest;
      highest = highest < 0 || values[i] > values[highest] ? i : highest;
    }
    return IntStream.of(lowest, highest, gap).filter(i -> i >= 0);
  }

  private int[] finite() {
    return IntStream.range(0, getSize()).filter(this::isFinite).toArray();
  }

  private DoubleStream finiteValues() {
    return Arrays.stream(values).filter(Double::isFinite);
  }
}
