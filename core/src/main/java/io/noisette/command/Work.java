package io.noisette.command;

import java.util.Locale;
import java.util.function.LongSupplier;

/** Measured progress of long work: amount done, speed and remaining time. */
final class Work {

  private final String what;
  private final long total;
  private final String unit;
  private final LongSupplier nanoTime;
  private final long started;
  private long baseDone;
  private long done;

  Work(String what, long total, String unit, LongSupplier nanoTime) {
    this.what = what;
    this.total = total;
    this.unit = unit;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
  }

  /** Records the amount done by earlier sessions: a resumed run has not done it in no time. */
  void resume(long done) {
    baseDone = done;
    this.done = done;
  }

  /** Records the amount of work done so far. */
  void update(long done) {
    this.done = done;
  }

  String getWhat() {
    return what;
  }

  String getUnit() {
    return unit;
  }

  long getTotal() {
    return total;
  }

  long getDone() {
    return done;
  }

  boolean isTotalKnown() {
    return total > 0;
  }

  double getShare() {
    return isTotalKnown() ? Math.min(1, done / (double) total) : 0;
  }

  long getNanos() {
    return nanoTime.getAsLong() - started;
  }

  double getSeconds() {
    return getNanos() / 1e9;
  }

  /** Returns the speed in units per second, 0 until it has been measured. */
  double getRate() {
    long nanos = getNanos();
    return nanos > 0 ? (done - baseDone) * 1e9 / nanos : 0;
  }

  /** Returns the remaining seconds, or -1 if unknown. */
  double getSecondsLeft() {
    double rate = getRate();
    return isTotalKnown() && rate > 0 ? Math.max(0, total - done) / rate : -1;
  }

  /**
   * Returns the speed, such as {@code 1,234 lines/s}, or an empty string until it has been
   * measured.
   */
  String describeRate() {
    double rate = getRate();
    if (rate == 0) {
      return "";
    }
    String number = String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%,.0f", rate);
    return number + " " + unit + "/s";
  }

  String describeTimeLeft() {
    double left = getSecondsLeft();
    return left < 0 ? "" : Seconds.describe(left) + " left";
  }
}
