package io.noisette.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.FilterOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** Console of a process: results on stdout, everything else on stderr in the chosen format. */
public final class TerminalConsole implements Console {

  /** Seconds without news after which a user is told that the work continues. */
  private static final double LONGEST_SILENCE = 8;

  /** What names from files may hold, and a terminal would obey. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Streams streams;
  private final OutputFormat format;
  private final LongSupplier nanoTime;
  private final PrintStream out;
  private boolean barShown;
  private String bar = "";
  private long lastNews;
  private boolean ended;
  private boolean resultUnfinished; // the cursor stands behind a part of a line of results

  /** Creates a console that writes to the given streams. */
  public TerminalConsole(Streams streams, OutputFormat format) {
    this(streams, format, System::nanoTime);
  }

  TerminalConsole(Streams streams, OutputFormat format, LongSupplier nanoTime) {
    this.streams = streams;
    this.format = format;
    this.nanoTime = nanoTime;
    this.out = streams.columns() > 0 ? afterErasing(streams.out()) : streams.out();
    this.lastNews = nanoTime.getAsLong();
  }

  /** Returns a stream that erases the progress bar before it passes on what is printed. */
  private PrintStream afterErasing(PrintStream results) {
    return new PrintStream(
        new FilterOutputStream(results) {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            synchronized (TerminalConsole.this) {
              tellNews("");
              results.write(bytes, offset, length);
              resultUnfinished = length > 0 && bytes[offset + length - 1] != '\n';
            }
          }
        },
        true,
        StandardCharsets.UTF_8);
  }

  @Override
  public PrintStream out() {
    return out;
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

  void printJson(Map<String, Object> values) {
    printLine(JSON.toJson(values));
  }

  /** Prints a line of its own, after erasing the progress bar. */
  synchronized void printLine(String line) {
    tellNews("");
    streams.err().println(CONTROL.matcher(line).replaceAll("\uFFFD"));
  }

  /** Replaces the progress bar. */
  synchronized void printBar(String bar) {
    tellNews(bar);
    draw(bar);
  }

  /** Returns whether a user may be waiting at a terminal, whom long silence leaves in doubt. */
  boolean isWatched() {
    return format == OutputFormat.TEXT && streams.columns() > 0;
  }

  /** Says that the work continues if there has been no news for a while. */
  synchronized void breakSilence() {
    double seconds = (nanoTime.getAsLong() - lastNews) / 1e9;
    if (!ended && seconds >= LONGEST_SILENCE) {
      String working = "still working, " + Seconds.describe(seconds) + " since the last news";
      eraseBar();
      draw(bar.isEmpty() ? working : working + ": " + bar);
    }
  }

  /** Erases what {@link #breakSilence} has said, and lets it say nothing from now on. */
  synchronized void endSilence() {
    ended = true;
    eraseBar();
  }

  private void tellNews(String newBar) {
    eraseBar();
    bar = newBar;
    lastNews = nanoTime.getAsLong();
  }

  private void draw(String line) {
    if (resultUnfinished) {
      return;
    }
    int fits = Math.min(line.length(), streams.columns() - 1); // a full line would wrap
    String shown = line.substring(0, Math.max(0, fits)).stripTrailing();
    streams.err().print(CONTROL.matcher(shown).replaceAll("\uFFFD"));
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
