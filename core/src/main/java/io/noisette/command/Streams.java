package io.noisette.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Output streams of the process.
 *
 * @param out standard output
 * @param err standard error
 * @param columns width of the terminal that {@code err} is connected to; 0 if it is not a terminal
 */
public record Streams(PrintStream out, PrintStream err, int columns) {

  /**
   * Returns stdout and stderr in UTF-8, whatever the locale; the launcher script passes the width
   * of the terminal.
   */
  public static Streams ofProcess() {
    return new Streams(
        ResultStream.ofProcess(),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        Integer.getInteger("noisette.columns", 0));
  }
}
