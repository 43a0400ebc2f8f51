package io.noisette.evaluation.squad;

import com.google.gson.stream.MalformedJsonException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Locale;

/**
 * Reader of JSON that refuses a string that is longer than any text of a data set, before it fills
 * the memory: a small gzip file may hold one of many gigabytes.
 */
final class JsonStrings extends FilterReader {

  private static final int MAX_LENGTH = 1 << 24; // as long as a line of a text file may be

  private long length; // of the string so far
  private boolean isInside;
  private boolean isEscaped;

  JsonStrings(Reader json) {
    super(json);
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] buffer, int offset, int count) throws IOException {
    int read = super.read(buffer, offset, count);
    for (int i = offset; i < offset + read; i++) {
      pass(buffer[i]);
    }
    return read;
  }

  private void pass(char c) throws IOException {
    if (!isInside) {
      isInside = c == '"';
      length = 0;
    } else if (isEscaped) {
      isEscaped = false;
    } else {
      isEscaped = c == '\\';
      isInside = c != '"';
    }
    if (++length > MAX_LENGTH && isInside) {
      throw new MalformedJsonException(
          String.format(Locale.ROOT, "a string of more than %,d characters", MAX_LENGTH));
    }
  }
}
