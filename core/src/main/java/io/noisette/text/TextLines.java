package io.noisette.text;

import static java.util.stream.Collectors.joining;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the text lines of a file, for work that needs no documents, such as training a
 * tokenizer; in JSONL, the lines of each object's text, or its text as a whole.
 */
public final class TextLines implements AutoCloseable {

  private final HeadedLines lines;
  private final Deque<String> ahead = new ArrayDeque<>();
  private final boolean json;

  private TextLines(LineReader file) throws IOException {
    lines = new HeadedLines(file);
    json = JsonHead.isJsonLines(file.getFile(), lines.readHead());
  }

  /**
   * Opens a file, plain or gzip, and detects JSONL.
   *
   * @throws UsageException if there is no such file, or it is JSON, but not objects with a key
   *     {@code text}, one per line
   */
  public static TextLines open(Path file) throws IOException {
    LineReader opened = LineReader.open(file);
    try {
      return new TextLines(opened);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /**
   * Returns the next text, or null after the last one: a line or, in JSONL, the text of an object,
   * whose lines are joined by spaces.
   */
  public @Nullable String readText() throws IOException {
    String line = lines.readLine();
    if (line == null || !json || WhiteSpace.isBlank(line)) {
      return line;
    }
    return parse(line).lines().filter(part -> !WhiteSpace.isBlank(part)).collect(joining(" "));
  }

  /** Returns the next line without its line end, or null after the last one. */
  public @Nullable String readLine() throws IOException {
    while (ahead.isEmpty()) {
      String line = lines.readLine();
      if (line == null) {
        return null;
      }
      if (!json) {
        return line;
      }
      if (!WhiteSpace.isBlank(line)) {
        parse(line).lines().forEach(ahead::add);
      }
    }
    return ahead.remove();
  }

  /** Returns the number of bytes of the file read so far; of a gzip file, compressed bytes. */
  public long getBytesRead() {
    return lines.getFile().getBytesRead();
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
    return lines.getFile().getDigest();
  }

  /** Returns the file being read. */
  public Path getFile() {
    return lines.getFile().getFile();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private String parse(String line) {
    try {
      return JsonLine.readText(line);
    } catch (MalformedJsonException e) {
      throw new CorruptDataException(JsonLine.describe(getFile(), lines.getLineNumber(), e), e);
    }
  }
}
