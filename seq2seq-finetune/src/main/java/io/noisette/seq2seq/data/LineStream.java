package io.noisette.seq2seq.data;

import io.noisette.text.LineReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;

/**
 * The lines of a file as a stream of characters, for parsers whose values may span lines. Line ends
 * become {@code \n}. A value has no more characters than two of the longest lines: an unclosed
 * quote would otherwise make the rest of a file one value, however large it is.
 */
final class LineStream extends Reader {

  private static final int MOST = 1 << 25;

  private final LineReader lines;
  private String line;
  private long ofValue;
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

  /** Tells that the parser begins another value. */
  void beginValue() {
    ofValue = 0;
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
    ofValue += count;
    if (ofValue > MOST) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "it has more than %,d characters, so a quote or bracket in it is probably never"
                  + " closed",
              MOST));
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
