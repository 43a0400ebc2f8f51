package io.noisette.seq2seq.data;

import io.noisette.text.LineReader;
import java.io.IOException;
import java.util.Map;

/** Reader of the rows of one file, whose lines it reads in order. */
abstract class LineRows implements RowReader {

  final LineReader lines;

  /**
   * Creates a reader.
   *
   * @param lines closed with the reader
   */
  LineRows(LineReader lines) {
    this.lines = lines;
  }

  @Override
  public String describePlace(long line) {
    return lines.getFile() + ":" + line;
  }

  @Override
  public long getBytesRead() {
    return lines.getBytesRead();
  }

  @Override
  public Map<String, String> getDigests() {
    return Map.of(lines.getFile().toString(), lines.getDigest());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
