package io.noisette.command;

import java.io.PrintStream;

/** Where a command speaks: results to stdout, everything else to stderr. */
public interface Console {

  /** Standard output, UTF-8: results only. */
  PrintStream out();

  /** One line for the user, on stderr; an object with the key {@code message} in JSON logs. */
  void info(String line);

  /** Like {@link #info}, for what the user should look at. */
  void warn(String line);

  /**
   * Starts a display of long work: a bar on a terminal, a plain line now and then otherwise; rate
   * and time left are worked out from the calls.
   *
   * @param what the work, such as {@code "prepare"}
   * @param total how much there is to do, or -1 if that is not known
   * @param unit what is counted, such as {@code "bytes"}
   */
  Progress progress(String what, long total, String unit);
}
