package io.noisette.launcher;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.testing.RecordingConsole;
import java.io.PrintStream;

/**
 * A console that does something at the first step after a message that begins with certain words.
 */
final class InterruptingConsole implements Console {

  private final RecordingConsole recording = new RecordingConsole();
  private final String beginning;
  private final Runnable interruption;
  private boolean armed;

  InterruptingConsole(String beginning, Runnable interruption) {
    this.beginning = beginning;
    this.interruption = interruption;
  }

  @Override
  public PrintStream out() {
    return recording.out();
  }

  @Override
  public void info(String line) {
    recording.info(line);
    armed |= line.startsWith(beginning);
  }

  @Override
  public void warn(String line) {
    recording.warn(line);
  }

  @Override
  public Progress progress(String what, long total, String unit) {
    return new Progress() {
      @Override
      public void update(long done, String detail) {
        if (armed && done > 0) {
          armed = false;
          interruption.run();
        }
      }

      @Override
      public void close() {}
    };
  }
}
