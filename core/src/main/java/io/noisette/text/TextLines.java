package io.noisette.text;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lines of text as they stand in a file; of JSONL, those of the texts it holds. For work that needs
 * no documents, such as training a tokenizer.
 */
public final class TextLines implements AutoCloseable {

  private final LineReader lines;
  private final Deque<String> ahead = new ArrayDeque<>();
  private boolean started;
  private boolean json;

  private TextLines(LineReader lines) {
    this.lines = lines;
  }

  /** Opens a file, plain or gzip. */
  public static TextLines open(Path file) throws IOException {
    return new TextLines(LineReader.open(file));
  }

  /** The next line without its end, or null after the last one. */
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

  /** How much of the file, as it lies on the disk, has been read, in bytes. */
  public long getBytesRead() {
    return lines.getBytesRead();
  }

  /** Number of the line of the file that was read last, from 1. */
  public long getLineNumber() {
    return lines.getLineNumber();
  }

  /** SHA-256 of the file as it lies on the disk, once the last line has been read. */
  public String getDigest() {
    return lines.getDigest();
  }

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
