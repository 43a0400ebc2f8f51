package io.noisette.seq2seq.data;

import io.noisette.text.LineReader;
import java.io.IOException;
import java.io.Reader;

/**
 * The lines of a file as a stream of characters, for parsers whose values may span lines. Line ends
 * become {@code \n}.
 */
final class LineStream extends Reader {

  private final LineReader lines;
  private String line;
  private int at;
  private boolean ended;

  /**
   * Creates a stream.
   *
   * @param start text before the next line of {@code lines}
   */
  LineStream(String start, LineReader lines) {
    this.line = start;
    this.lines = lines;
  }

  @Override
  public int read(char[] characters, int offset, int length) throws IOException {
    while (at == line.length() && !ended) {
      String next = lines.readLine();
      ended = next == null;
      line = next == null ? "" : next + "\n";
      at = 0;
    }
    int count = Math.min(length, line.length() - at);
    if (count == 0) {
      return length == 0 ? 0 : -1;
    }
    line.getChars(at, at + count, characters, offset);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
