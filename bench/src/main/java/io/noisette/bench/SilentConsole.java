package io.noisette.bench;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import java.io.PrintStream;

/** Console that prints warnings only. */
public final class SilentConsole implements Console {

  @Override
  public PrintStream out() {
    return System.err;
  }

  @Override
  public void info(String line) {}

  @Override
  public void warn(String line) {
    System.err.println(line);
  }

  @Override
  public Progress progress(String what, long total, String unit) {
    return new Progress() {
      @Override
      public void update(long done, String detail) {}

      @Override
      public void close() {}
    };
  }
}
