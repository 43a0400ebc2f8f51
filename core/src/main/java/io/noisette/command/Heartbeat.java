package io.noisette.command;

import java.util.Timer;
import java.util.TimerTask;

/** Breaks the silence of a console every second, on a daemon thread, until it is closed. */
final class Heartbeat implements AutoCloseable {

  private static final long EVERY_MILLIS = 1000;

  private final TerminalConsole console;
  private final Timer timer = new Timer("heartbeat", true);

  /** Starts the heartbeat. */
  Heartbeat(TerminalConsole console) {
    this.console = console;
    TimerTask beat =
        new TimerTask() {
          @Override
          public void run() {
            console.breakSilence();
          }
        };
    timer.schedule(beat, EVERY_MILLIS, EVERY_MILLIS);
  }

  @Override
  public void close() {
    timer.cancel();
    console.endSilence();
  }
}
