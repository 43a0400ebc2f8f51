package io.noisette.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A console that keeps what it is told. */
public final class QuietConsole implements Console {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private final List<String> warnings = new ArrayList<>();
  private long lastProgress;

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public void info(String line) {}

  @Override
  public void warn(String line) {
    warnings.add(line);
  }

  @Override
  public Progress progress(String what, long total, String unit) {
    return new Progress() {
      @Override
      public void update(long done, String detail) {
        lastProgress = done;
      }

      @Override
      public void close() {}
    };
  }

  public String getOutput() {
    return bytes.toString(UTF_8);
  }

  public List<String> getWarnings() {
    return List.copyOf(warnings);
  }

  /** What the last display of progress was told last. */
  public long getLastProgress() {
    return lastProgress;
  }
}
