package io.noisette.command;

import java.util.Locale;
import java.util.function.LongSupplier;

/** Long work under way, measured: how far, how fast, how long to go. */
final class Work {

  private final String what;
  private final long total;
  private final String unit;
  private final LongSupplier nanoTime;
  private final long started;
  private boolean updated;
  private long baseDone;
  private long baseNanos;
  private long done;

  Work(String what, long total, String unit, LongSupplier nanoTime) {
    this.what = what;
    this.total = total;
    this.unit = unit;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
  }

  /**
   * Takes the work done so far. What the first call tells within the first second was there before:
   * a run that resumes at step 900 has not done 900 steps in no time.
   */
  void update(long done) {
    if (!updated && getNanos() < 1_000_000_000L) {
      baseDone = done;
      baseNanos = getNanos();
    }
    updated = true;
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

  /** Units per second, 0 as long as nothing is measured. */
  double getRate() {
    long nanos = getNanos() - baseNanos;
    return nanos > 0 ? (done - baseDone) * 1e9 / nanos : 0;
  }

  /** Seconds, or -1 if they cannot be told. */
  double getSecondsLeft() {
    double rate = getRate();
    return isTotalKnown() && rate > 0 ? Math.max(0, total - done) / rate : -1;
  }

  /** {@code 1,234 lines/s}, or nothing as long as nothing is measured. */
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
