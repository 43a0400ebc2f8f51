package io.noisette.command;

import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Console for programs that use Noisette as a library: messages, and a line of progress from time
 * to time, go to the SLF4J logger {@code io.noisette}; results go to stdout.
 */
public final class LogConsole implements Console {

  private static final Logger LOGGER = LoggerFactory.getLogger("io.noisette");

  @Override
  public PrintStream out() {
    return Streams.ofProcess().out();
  }

  @Override
  public void info(String line) {
    LOGGER.info("{}", line);
  }

  @Override
  public void warn(String line) {
    LOGGER.warn("{}", line);
  }

  @Override
  public Progress progress(String what, long total, String unit) {
    Work work = new Work(what, total, unit, System::nanoTime);
    return new ProgressDisplay(work, new LineProgress(this::info));
  }
}
