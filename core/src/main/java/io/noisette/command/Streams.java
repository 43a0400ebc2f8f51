package io.noisette.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where the process writes.
 *
 * @param columns width of the terminal behind {@code err}; 0 if that is no terminal
 */
public record Streams(PrintStream out, PrintStream err, int columns) {

  /** Stdout and stderr as UTF-8, whatever the locale; the launcher script knows the terminal. */
  public static Streams ofProcess() {
    return new Streams(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        Integer.getInteger("noisette.columns", 0));
  }
}
