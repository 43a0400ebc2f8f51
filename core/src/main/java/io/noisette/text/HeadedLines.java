package io.noisette.text;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines of a file, the first of which can be examined before they are read. */
final class HeadedLines implements AutoCloseable {

  /** Number of lines examined to detect the format of a file. */
  private static final int HEAD_LINES = 1000;

  /** Bounds of the head, which goes on while its last line is blank. */
  private static final int MAX_HEAD_LINES = 100_000;

  private static final int MAX_HEAD_CHARS = 1 << 24;

  private final LineReader lines;
  private final Deque<String> ahead = new ArrayDeque<>();
  private long lineNumber;

  HeadedLines(LineReader lines) {
    this.lines = lines;
  }

  /**
   * Returns the first lines of a file from which nothing has been read. The last of them is not
   * blank, unless it is the last one of the file or there are too many.
   */
  List<String> readHead() throws IOException {
    int chars = 0;
    boolean blank = true;
    while (ahead.size() < (blank ? MAX_HEAD_LINES : HEAD_LINES) && chars < MAX_HEAD_CHARS) {
      String line = lines.readLine();
      if (line == null) {
        break;
      }
      ahead.add(line);
      chars += line.length();
      blank = WhiteSpace.isBlank(line);
    }
    return List.copyOf(ahead);
  }

  @Nullable String readLine() throws IOException {
    String line = ahead.poll();
    if (line == null) {
      line = lines.readLine();
    }
    lineNumber += line == null ? 0 : 1;
    return line;
  }

  void putBack(String line) {
    ahead.addFirst(line);
    lineNumber--;
  }

  /** Returns the number of the line read last, from 1. */
  long getLineNumber() {
    return lineNumber;
  }

  /** Returns the file, with its size and digest. */
  LineReader getFile() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
