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
  private long startedAt = -1;
  private long done;

  Work(String what, long total, String unit, LongSupplier nanoTime) {
    this.what = what;
    this.total = total;
    this.unit = unit;
    this.nanoTime = nanoTime;
    this.started = nanoTime.getAsLong();
  }

  /** The first call may be far above 0: what a resumed run did before does not count as fast. */
  void update(long done) {
    if (startedAt < 0) {
      startedAt = done <= 1 ? 0 : done;
    }
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
    double seconds = getSeconds();
    return seconds > 0 && startedAt >= 0 ? (done - startedAt) / seconds : 0;
  }

  /** Seconds, or -1 if they cannot be told. */
  double getSecondsLeft() {
    double rate = getRate();
    return isTotalKnown() && rate > 0 ? Math.max(0, total - done) / rate : -1;
  }

  String describeRate() {
    double rate = getRate();
    String number = String.format(Locale.ROOT, rate < 10 ? "%.2f" : "%,.0f", rate);
    return number + " " + unit + "/s";
  }

  String describeTimeLeft() {
    double left = getSecondsLeft();
    return left < 0 ? "" : describeSeconds(left) + " left";
  }

  /** {@code 7 s}, {@code 2 min 5 s}, {@code 3 h 20 min}. */
  static String describeSeconds(double exact) {
    long seconds = Math.round(exact);
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }
}
