package io.noisette.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** A figure over the steps of a run; NaN where it was not finite. Immutable. */
public final class Curve {

  private final double[] steps;
  private final double[] values;

  private Curve(double[] steps, double[] values) {
    this.steps = steps;
    this.values = values;
  }

  /** Copies its arguments, which are of one length; an infinite value counts as NaN. */
  public static Curve of(double[] steps, double[] values) {
    if (steps.length != values.length) {
      throw new IllegalArgumentException("a curve needs a value for each step");
    }
    double[] finite =
        Arrays.stream(values).map(value -> Double.isFinite(value) ? value : Double.NaN).toArray();
    return new Curve(steps.clone(), finite);
  }

  public int getSize() {
    return steps.length;
  }

  public double getStep(int index) {
    return steps[index];
  }

  public double getValue(int index) {
    return values[index];
  }

  public boolean isFinite(int index) {
    return Double.isFinite(values[index]);
  }

  public boolean hasFinite() {
    return finite().length > 0;
  }

  /** The lowest finite value, NaN if there is none. */
  public double getLowest() {
    return finiteValues().min().orElse(Double.NaN);
  }

  public double getHighest() {
    return finiteValues().max().orElse(Double.NaN);
  }

  /** The index of the last finite value, or -1. */
  public int findLast() {
    int[] finite = finite();
    return finite.length == 0 ? -1 : finite[finite.length - 1];
  }

  /** The index of the lowest finite value, the first of equal ones, or -1. */
  public int findLowest() {
    int lowest = -1;
    for (int i : finite()) {
      lowest = lowest < 0 || values[i] < values[lowest] ? i : lowest;
    }
    return lowest;
  }

  /**
   * At most so many points that look the same: of each stretch its lowest, its highest and the
   * first that is not finite, so that no peak and no gap is lost; and both ends.
   *
   * @param most at least 5
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
