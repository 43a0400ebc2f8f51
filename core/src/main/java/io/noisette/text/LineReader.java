package io.noisette.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.failure.CorruptDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the lines of a UTF-8 file, plain or gzip (detected by its first two bytes, RFC 1952).
 *
 * <p>A line ends at {@code \n} or {@code \r\n}. Invalid UTF-8 and damaged gzip throw a {@link
 * CorruptDataException} that names file and line; nothing is replaced or skipped.
 */
public final class LineReader implements AutoCloseable {

  /** Maximum length of a line, in bytes: rejects binary files, which have no line ends. */
  static final int MAX_LINE_BYTES = 1 << 24;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final TextBytes in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;
  private byte[] pending = new byte[1 << 10];
  private int pendingLength;
  private long lineNumber;

  private LineReader(Path file, TextBytes in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Opens a UTF-8 text file, plain or gzip.
   *
   * @throws io.noisette.failure.UsageException if there is no such file, it is a directory, or it
   *     has a format such as ZIP or Parquet
   */
  public static LineReader open(Path file) throws IOException {
    return read(file, () -> TextBytes.open(file));
  }

  /**
   * Reads UTF-8 text, plain or gzip, from a stream, such as standard input.
   *
   * @param name stands for the stream in messages
   */
  public static LineReader of(Path name, InputStream in) throws IOException {
    return read(name, () -> TextBytes.of(name, in));
  }

  private static LineReader read(Path name, Opening opening) throws IOException {
    try {
      return new LineReader(name, opening.open());
    } catch (EOFException | ZipException e) {
      throw damagedGzip(name, 1, e);
    }
  }

  /** Returns whether some of the following text can be read without waiting for it. */
  public boolean isReady() throws IOException {
    return position < limit || in.available() > 0;
  }

  /** Returns the next line without its line end, or null after the last one. */
  public @Nullable String readLine() throws IOException {
    pendingLength = 0;
    while (position < limit || fill()) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      append(position, end);
      position = end;
      if (end < limit) {
        position++;
        lineNumber++;
        return decode();
      }
    }
    if (pendingLength == 0) {
      return null;
    }
    lineNumber++;
    String line = decode();
    if (lineNumber == 1 && line.indexOf('\r') < line.lastIndexOf('\r')) {
      throw new CorruptDataException(
          file
              + " ends its lines with carriage returns alone, so that it would be one line; convert"
              + " it, for instance with tr '\\r' '\\n'");
    }
    return line;
  }

  /** Returns the number of the current line, counted from 1. */
  public long getLineNumber() {
    return lineNumber;
  }

  /** Returns the number of bytes of the file read so far; of a gzip file, compressed bytes. */
  public long getBytesRead() {
    return in.getStoredCount();
  }

  /**
   * Returns the SHA-256 of the file's bytes (compressed ones for gzip), once the last line has been
   * read.
   */
  public String getDigest() {
    return in.getDigest();
  }

  /** Returns the file being read. */
  public Path getFile() {
    return file;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean fill() throws IOException {
    try {
      int count = in.read(buffer);
      position = 0;
      limit = Math.max(count, 0);
      return count > 0;
    } catch (EOFException | ZipException e) {
      throw damagedGzip(file, lineNumber + 1, e);
    }
  }

  private void append(int start, int end) {
    int length = pendingLength + end - start;
    if (length > MAX_LINE_BYTES) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s:%d: a line of more than %,d bytes, so this is probably not a text file; of JSON,"
                  + " only JSON Lines can be read, one object per line",
              file,
              lineNumber + 1,
              MAX_LINE_BYTES));
    }
    if (length > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(length, 2 * pending.length));
    }
    System.arraycopy(buffer, start, pending, pendingLength, end - start);
    pendingLength = length;
  }

  private String decode() {
    int start = lineNumber == 1 && startsWithByteOrderMark() ? 3 : 0;
    int length = pendingLength;
    if (length > start && pending[length - 1] == '\r') {
      length--;
    }
    if (lineNumber == 1 && startsWithWideMark()) {
      throw noUtf8(pending[0] == (byte) 0xFE);
    }
    String line = new String(pending, start, length - start, UTF_8);
    if (line.indexOf('\uFFFD')
        >= 0) { // either in the file, or inserted by the decoder for invalid UTF-8
      checkDecodable(ByteBuffer.wrap(pending, start, length - start));
    }
    if (line.indexOf('\0') >= 0 && isWide(start, length)) {
      throw noUtf8(pending[start] == 0);
    }
    return line;
  }

  /** Returns whether at least a quarter of the bytes are NUL, as in UTF-16 and archives. */
  private boolean isWide(int start, int end) {
    int count = 0;
    for (int i = start; i < end; i++) {
      count += pending[i] == 0 ? 1 : 0;
    }
    return 4 * count >= end - start;
  }

  private CorruptDataException noUtf8(boolean isBigEndian) {
    return new CorruptDataException(
        String.format(
            Locale.ROOT,
            "%s:%d: many NUL bytes or the byte order mark of UTF-16, so this is UTF-16 or no text;"
                + " convert UTF-16, for instance with iconv -f UTF-16%s -t UTF-8",
            file,
            lineNumber,
            isBigEndian ? "BE" : "LE"));
  }

  /** Returns whether the first bytes are the byte order mark of UTF-16, which UTF-8 never has. */
  private boolean startsWithWideMark() {
    return pendingLength >= 2
        && ((pending[0] == (byte) 0xFF && pending[1] == (byte) 0xFE)
            || (pending[0] == (byte) 0xFE && pending[1] == (byte) 0xFF));
  }

  private boolean startsWithByteOrderMark() {
    return pendingLength >= 3
        && pending[0] == (byte) 0xEF
        && pending[1] == (byte) 0xBB
        && pending[2] == (byte) 0xBF;
  }

  private void checkDecodable(ByteBuffer bytes) {
    int start = bytes.position();
    try {
      UTF_8.newDecoder().decode(bytes);
    } catch (CharacterCodingException e) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s:%d: invalid UTF-8 at byte %d of the line",
              file,
              lineNumber,
              bytes.position() - start + 1),
          e);
    }
  }

  private static CorruptDataException damagedGzip(Path file, long line, IOException cause) {
    return new CorruptDataException(
        String.format(
            Locale.ROOT,
            "%s:%d: damaged or truncated gzip file: %s",
            file,
            line,
            cause.getMessage()),
        cause);
  }

  @FunctionalInterface
  private interface Opening {
    TextBytes open() throws IOException;
  }
}
