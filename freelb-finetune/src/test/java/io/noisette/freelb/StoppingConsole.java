package io.noisette.freelb;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.testing.RecordingConsole;
import java.io.PrintStream;

/** Asks to stop when the run of a seed has made so many steps. */
final class StoppingConsole implements Console {

  private final RecordingConsole messages = new RecordingConsole();
  private final String introduction;
  private final long step;
  private final StopSignal stop;
  private boolean hasBegun;

  StoppingConsole(long seed, long step, StopSignal stop) {
    introduction = "seed " + seed + ":";
    this.step = step;
    this.stop = stop;
  }

  @Override
  public PrintStream out() {
    return messages.out();
  }

  @Override
  public void info(String line) {
    hasBegun |= line.startsWith(introduction);
    messages.info(line);
  }

  @Override
  public void warn(String line) {
    messages.warn(line);
  }

  @Override
  public Progress progress(String what, long total, String unit) {
    return new Progress() {
      @Override
      public void update(long done, String detail) {
        if (hasBegun && done == step) {
          stop.request();
        }
      }

      @Override
      public void close() {}
    };
  }
}
