package io.noisette.testing;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A console that keeps what a command says. */
public final class RecordingConsole implements Console {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final List<String> messages = new ArrayList<>();

  /** What went to stdout so far. */
  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** What went to stderr so far, without progress. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public PrintStream out() {
    return out;
  }

  @Override
  public void info(String line) {
    messages.add(line);
  }

  @Override
  public void warn(String line) {
    messages.add(line);
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
