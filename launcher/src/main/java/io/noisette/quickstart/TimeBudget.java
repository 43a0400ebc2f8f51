package io.noisette.quickstart;

import io.noisette.command.StopSignal;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The time of {@code --minutes}, which all stages of a quickstart share. */
final class TimeBudget {

  private static final long EVERY_MILLIS = 200;

  private final LongSupplier nanoTime;
  private final long end;

  /** Creates a budget that begins now. */
  TimeBudget(double minutes) {
    this(minutes, System::nanoTime);
  }

  TimeBudget(double minutes, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + (long) (60e9 * minutes);
  }

  /** Returns the seconds until the end of the budget, at least 0. */
  double getSecondsLeft() {
    return Math.max(0, (end - nanoTime.getAsLong()) / 1e9);
  }

  /** Limit of one stage, which requests a stop when its time is over. */
  static final class Limit implements AutoCloseable {

    private final Timer timer = new Timer("time-limit", true);
    private volatile boolean reached;

    /**
     * Starts a limit.
     *
     * @param mayStop whether the stage has something to show; until then it continues
     */
    Limit(double seconds, StopSignal stop, BooleanSupplier mayStop) {
      TimerTask check =
          new TimerTask() {
            @Override
            public void run() {
              if (mayStop.getAsBoolean()) {
                reached = true;
                stop.request();
                timer.cancel();
              }
            }
          };
      timer.schedule(check, Math.round(1000 * seconds), EVERY_MILLIS);
    }

    /** Returns whether the time was over before {@link #close}. */
    boolean isReached() {
      return reached;
    }

    @Override
    public void close() {
      timer.cancel();
    }
  }
}
