package io.noisette.run;

import java.util.function.LongSupplier;

/**
 * Time since the last checkpoint, after which another one is due: steps of a large model take
 * minutes, so that a number of steps may be days.
 */
public final class CheckpointTimer {

  private static final double NANOS_PER_MINUTE = 60e9;

  private final int minutes;
  private final LongSupplier nanoTime;
  private long last;

  /**
   * Creates a timer that starts now.
   *
   * @param minutes time between checkpoints; 0: none is ever due
   * @param nanoTime clock, such as {@link System#nanoTime}
   */
  public CheckpointTimer(int minutes, LongSupplier nanoTime) {
    this.minutes = minutes;
    this.nanoTime = nanoTime;
    restart();
  }

  /** Returns a timer by which no checkpoint is ever due. */
  public static CheckpointTimer never() {
    return new CheckpointTimer(0, () -> 0);
  }

  /** Starts anew, because a checkpoint has been written. */
  public void restart() {
    last = nanoTime.getAsLong();
  }

  /** Returns whether the time has passed. */
  public boolean isDue() {
    return minutes > 0 && (nanoTime.getAsLong() - last) / NANOS_PER_MINUTE >= minutes;
  }
}
