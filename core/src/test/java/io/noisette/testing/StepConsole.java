package io.noisette.testing;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import java.io.PrintStream;
import java.util.function.LongConsumer;

/** A console that does something at the end of every step, on the thread that trains. */
public final class StepConsole implements Console {

  private final RecordingConsole messages = new RecordingConsole();
  private final LongConsumer onStep;

  public StepConsole(LongConsumer onStep) {
    this.onStep = onStep;
  }

  @Override
  public PrintStream out() {
    return messages.out();
  }

  @Override
  public void info(String line) {
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
        onStep.accept(done);
      }

      @Override
      public void close() {}
    };
  }
}
