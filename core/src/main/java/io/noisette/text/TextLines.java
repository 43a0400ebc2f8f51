package io.noisette.text;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the text lines of a file, for work that needs no documents, such as training a
 * tokenizer; in JSONL, the lines of each object's text.
 */
public final class TextLines implements AutoCloseable {

  private final LineReader lines;
  private final Deque<String> ahead = new ArrayDeque<>();
  private boolean started;
  private boolean json;

  private TextLines(LineReader lines) {
    this.lines = lines;
  }

  /** Opens a file, plain or gzip, and detects JSONL. */
  public static TextLines open(Path file) throws IOException {
    return new TextLines(LineReader.open(file));
  }

  /** Returns the next line without its line end, or null after the last one. */
  public @Nullable String readLine() throws IOException {
    while (ahead.isEmpty()) {
      String line = lines.readLine();
      if (line == null) {
        return null;
      }
      if (!started && !line.isBlank()) {
        started = true;
        json = JsonLine.isText(line);
      }
      if (!json) {
        return line;
      }
      if (!line.isBlank()) {
        parse(line).lines().forEach(ahead::add);
      }
    }
    return ahead.remove();
  }

  /** Returns the number of bytes of the file read so far; of a gzip file, compressed bytes. */
  public long getBytesRead() {
    return lines.getBytesRead();
  }

  /** Returns the number of the current line of the file, counted from 1. */
  public long getLineNumber() {
    return lines.getLineNumber();
  }

  /**
   * Returns the SHA-256 of the file's bytes (compressed ones for gzip), once the last line has been
   * read.
   */
  public String getDigest() {
    return lines.getDigest();
  }

  /** Returns the file being read. */
  public Path getFile() {
    return lines.getFile();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private String parse(String line) {
    try {
      return JsonLine.readText(line);
    } catch (MalformedJsonException e) {
      throw new CorruptDataException(
          JsonLine.describe(lines.getFile(), lines.getLineNumber(), e), e);
    }
  }
}
