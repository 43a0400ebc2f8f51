package io.noisette.report;

import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a chart, linear or logarithmic, from {@code low} to {@code high}.
 *
 * @param ticks values with a label, ascending, within the limits
 */
record Axis(double low, double high, boolean isLogarithmic, List<Double> ticks) {

  /** Ratio of largest to smallest value above which a logarithmic axis shows more. */
  private static final double WIDE = 30;

  private static final double EPSILON =
      1e-9; // relative to a step, because ticks are sums of rounded numbers
  private static final double[] MANTISSAS = {1, 2, 5};

  Axis {
    ticks = List.copyOf(ticks);
  }

  /** Creates an axis with exactly the given limits. */
  static Axis between(double low, double high, int ticks) {
    double top = high > low ? high : low + 1;
    return new Axis(low, top, false, multiples(low, top, niceStep(top - low, ticks)));
  }

  /** Creates an axis around a range of values, widened to its outermost ticks. */
  static Axis around(double least, double most, int ticks) {
    double margin = most > least ? 0 : least == 0 ? 1 : Math.abs(least) / 10;
    double step = niceStep(most - least + 2 * margin, ticks);
    double low = step * Math.floor((least - margin) / step + EPSILON);
    double high = step * Math.ceil((most + margin) / step - EPSILON);
    return new Axis(low, high, false, multiples(low, high, step));
  }

  /**
   * Creates an axis that is logarithmic if the values are positive and span more than a ratio of
   * 30.
   */
  static Axis logarithmicIfWide(double least, double most, int ticks) {
    if (!(least > 0 && most / least > WIDE)) {
      return around(least, most, ticks);
    }
    List<Double> all = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(least));
    int last = (int) Math.ceil(Math.log10(most));
    for (int exponent = first; exponent <= last; exponent++) {
      for (double mantissa : MANTISSAS) {
        all.add(mantissa * Math.pow(10, exponent));
      }
    }
    int from = 0;
    while (from + 1 < all.size() && all.get(from + 1) <= least) {
      from++;
    }
    int to = from;
    while (to + 1 < all.size() && all.get(to) < most) {
      to++;
    }
    List<Double> shown = all.subList(from, to + 1);
    return new Axis(all.get(from), all.get(to), true, thinOut(shown, 2 * ticks));
  }

  /** Returns the position of a value: 0 at the low end, 1 at the high end. */
  double place(double value) {
    return isLogarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /**
   * Returns a step of 1, 2 or 5 times a power of ten that divides a range into about {@code parts}
   * parts.
   */
  private static double niceStep(double range, int parts) {
    double power = Math.pow(10, Math.floor(Math.log10(range / parts)));
    double fraction = range / parts / power;
    double mantissa = fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10;
    return mantissa * power;
  }

  private static List<Double> multiples(double low, double high, double step) {
    List<Double> ticks = new ArrayList<>();
    long first = (long) Math.ceil(low / step - EPSILON);
    long last = (long) Math.floor(high / step + EPSILON);
    for (long i = first; i <= last; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /**
   * Returns at most {@code most} ticks: if there are too many, only the powers of ten, and if need
   * be every second, third, ... of these.
   */
  private static List<Double> thinOut(List<Double> ticks, int most) {
    if (ticks.size() <= most) {
      return ticks;
    }
    List<Double> powers =
        ticks.stream().filter(tick -> Math.abs(Math.log10(tick) % 1) < EPSILON).toList();
    int every = (powers.size() + most - 1) / most;
    List<Double> kept = new ArrayList<>();
    for (int i = 0; i < powers.size(); i += every) {
      kept.add(powers.get(i));
    }
    return kept;
  }
}
