package io.noisette.command;

import io.noisette.failure.RunFailedException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers why a write failed: a {@link PrintStream} tells nobody, so that
 * results could be lost on a full disk without a word.
 */
final class ResultStream extends PrintStream {

  /** What Linux says that standard output is. */
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

  private final Memory memory;

  private final boolean ofProcess;

  private ResultStream(Memory memory, boolean ofProcess) {
    super(memory, true, StandardCharsets.UTF_8);
    this.memory = memory;
    this.ofProcess = ofProcess;
  }

  static ResultStream of(OutputStream out) {
    return new ResultStream(new Memory(out), false);
  }

  /** Returns the standard output of the process. */
  static ResultStream ofProcess() {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    return new ResultStream(new Memory(isTerminal() ? new PrintableStream(out) : out), true);
  }

  /**
   * Checks that all results were written. That a reader has left before the end, such as {@code
   * head}, is no failure.
   *
   * @throws RunFailedException if they were not
   */
  static void requireWritten(PrintStream out) {
    if (!out.checkError()) {
      return;
    }
    IOException failure = null;
    if (out instanceof ResultStream results) {
      failure = results.memory.first;
      if (hasReaderLeft(failure) || (results.ofProcess && isPipe())) {
        return;
      }
    }
    String reason = failure == null ? "unknown reason" : failure.getMessage();
    throw new RunFailedException("the results could not be written to standard output: " + reason);
  }

  private static boolean hasReaderLeft(@Nullable IOException failure) {
    String message =
        failure == null ? "" : String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("broken pipe") || message.contains("connection reset");
  }

  /** A pipe fails only if its reader has left, whatever the language of the message. */
  private static boolean isPipe() {
    try {
      String kind = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
      return kind.startsWith("pipe:") || kind.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean isTerminal() {
    try {
      String kind = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
      return kind.startsWith("/dev/pts/") || kind.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false; // only Linux tells, and what is redirected must stay as it is
    }
  }

  /** Keeps the first failure. */
  private static final class Memory extends FilterOutputStream {

    private @Nullable IOException first;

    Memory(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        first = first == null ? e : first;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        first = first == null ? e : first;
        throw e;
      }
    }
  }
}
