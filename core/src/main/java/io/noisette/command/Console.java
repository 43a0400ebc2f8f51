package io.noisette.command;

import java.io.PrintStream;

/** Output of a command: results go to stdout, everything else to stderr. */
public interface Console {

  /** Returns standard output, in UTF-8, for results only. */
  PrintStream out();

  /**
   * Prints one line for the user to stderr; in JSON logs an object with the key {@code message}.
   */
  void info(String line);

  /** Prints a warning, a line like {@link #info} that the user should notice. */
  void warn(String line);

  /**
   * Starts a progress display: a bar on a terminal, otherwise a plain line from time to time. Speed
   * and remaining time are derived from the calls.
   *
   * @param what name of the work, such as {@code "prepare"}
   * @param total amount of work, or -1 if unknown
   * @param unit unit of the amount, such as {@code "bytes"}
   */
  Progress progress(String what, long total, String unit);
}
