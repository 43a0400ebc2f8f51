package io.noisette.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Console of a process: results on stdout, everything else on stderr in the chosen format. */
public final class TerminalConsole implements Console {

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Streams streams;
  private final OutputFormat format;
  private final LongSupplier nanoTime;
  private boolean barShown;

  /** Creates a console that writes to the given streams. */
  public TerminalConsole(Streams streams, OutputFormat format) {
    this(streams, format, System::nanoTime);
  }

  TerminalConsole(Streams streams, OutputFormat format, LongSupplier nanoTime) {
    this.streams = streams;
    this.format = format;
    this.nanoTime = nanoTime;
  }

  @Override
  public PrintStream out() {
    return streams.out();
  }

  @Override
  public void info(String line) {
    log("info", line, line);
  }

  @Override
  public void warn(String line) {
    log("warning", line, "warning: " + line);
  }

  /** Prints the error message of a failed command. */
  void error(String line) {
    log("error", line, "noisette: " + line);
  }

  private void log(String level, String message, String text) {
    if (format == OutputFormat.JSON) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("level", level);
      values.put("message", message);
      printJson(values);
    } else {
      printLine(text);
    }
  }

  @Override
  public Progress progress(String what, long total, String unit) {
    Work work = new Work(what, total, unit, nanoTime);
    if (format == OutputFormat.JSON) {
      return new ProgressDisplay(work, new JsonProgress(this));
    }
    return new ProgressDisplay(
        work, streams.columns() > 0 ? new BarProgress(this) : new LineProgress(this::printLine));
  }

  int getColumns() {
    return streams.columns();
  }

  void printJson(Map<String, Object> values) {
    printLine(JSON.toJson(values));
  }

  /** Prints a line of its own, after erasing the progress bar. */
  synchronized void printLine(String line) {
    eraseBar();
    streams.err().println(line);
  }

  /** Replaces the progress bar. */
  synchronized void printBar(String bar) {
    eraseBar();
    streams.err().print(bar);
    streams.err().flush();
    barShown = true;
  }

  private void eraseBar() {
    if (barShown) {
      streams.err().print("\r\033[K");
      barShown = false;
    }
  }
}
