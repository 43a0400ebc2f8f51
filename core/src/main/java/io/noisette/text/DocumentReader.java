package io.noisette.text;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the documents of a text file, one at a time.
 *
 * <p>A line break inside a document, with the white space around it, becomes one space. Documents
 * of white space only are skipped.
 */
public final class DocumentReader implements AutoCloseable {

  /** Maximum length of a document, in UTF-16 units, so that memory stays bounded. */
  static final int MAX_DOCUMENT_CHARS = 1 << 24;

  /** Number of lines examined to detect the format of a file. */
  private static final int HEAD_LINES = 1000;

  private final LineReader lines;
  private final Deque<String> ahead = new ArrayDeque<>();
  private final DocumentFormat format;
  private long aheadStart = 1; // number of the first line in ahead

  private DocumentReader(LineReader lines, DocumentFormat format) throws IOException {
    this.lines = lines;
    this.format = format == DocumentFormat.AUTO ? detect() : format;
  }

  /**
   * Opens a text file, plain or gzip; {@code AUTO} is resolved by its first 1,000 lines.
   *
   * @throws UsageException if the file does not exist, or if these lines are JSON objects without a
   *     key {@code text}
   */
  public static DocumentReader open(Path file, DocumentFormat format) throws IOException {
    LineReader lines = LineReader.open(file);
    try {
      return new DocumentReader(lines, format);
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /** Returns the next document, or null after the last one. */
  public @Nullable Document read() throws IOException {
    return switch (format) {
      case LINE, JSONL -> readLineDocument();
      case TITLE, BLANK_LINE, AUTO -> readLongDocument();
    };
  }

  /** Returns the format in use; never {@code AUTO}. */
  public DocumentFormat getFormat() {
    return format;
  }

  /** Returns the number of bytes of the file read so far; of a gzip file, compressed bytes. */
  public long getBytesRead() {
    return lines.getBytesRead();
  }

  /** Returns the SHA-256 of the file, once the last document has been read. */
  public String getDigest() {
    return lines.getDigest();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private DocumentFormat detect() throws IOException {
    boolean title = false;
    boolean blank = false;
    String first = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      ahead.add(line);
      if (!line.isBlank()) {
        first = first == null ? line : first;
        title |= TitleLine.isTitle(line);
      } else if (first != null) {
        blank = true;
      }
      if (ahead.size() == HEAD_LINES) {
        break;
      }
    }
    if (first != null && JsonLine.isText(first)) {
      return DocumentFormat.JSONL;
    }
    if (first != null
        && ahead.stream().allMatch(line -> line.isBlank() || JsonLine.isObject(line))) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s has JSON objects without a string 'text'; rename the key of their text"
                  + " to 'text', or choose another way to split the file with --documents,"
                  + " such as line",
              lines.getFile()));
    }
    if (title) {
      return DocumentFormat.TITLE;
    }
    return blank ? DocumentFormat.BLANK_LINE : DocumentFormat.LINE;
  }

  private @Nullable Document readLineDocument() throws IOException {
    for (String line = nextLine(); line != null; line = nextLine()) {
      if (!line.isBlank()) {
        DocumentText text = new DocumentText();
        (format == DocumentFormat.JSONL ? parseJson(line) : line).lines().forEach(text::append);
        if (!text.isEmpty()) {
          return new Document(text.toString(), 0);
        }
      }
    }
    return null;
  }

  private @Nullable Document readLongDocument() throws IOException {
    DocumentText text = new DocumentText();
    int titleLength = 0;
    for (String line = nextLine(); line != null; line = nextLine()) {
      if (line.isBlank()) {
        if (format == DocumentFormat.BLANK_LINE && !text.isEmpty()) {
          break;
        }
      } else if (format == DocumentFormat.TITLE && TitleLine.isTitle(line)) {
        if (!text.isEmpty()) {
          putBack(line);
          break;
        }
        text.append(line);
        titleLength = text.toString().length();
      } else {
        text.append(line);
      }
    }
    return text.isEmpty() ? null : new Document(text.toString(), titleLength);
  }

  private @Nullable String nextLine() throws IOException {
    String line = ahead.poll();
    if (line == null) {
      line = lines.readLine();
      aheadStart = lines.getLineNumber() + 1;
      return line;
    }
    aheadStart++;
    return line;
  }

  private void putBack(String line) {
    ahead.addFirst(line);
    aheadStart--;
  }

  private long getLineNumber() {
    return aheadStart - 1;
  }

  private String parseJson(String line) {
    try {
      return JsonLine.readText(line);
    } catch (MalformedJsonException e) {
      throw new CorruptDataException(JsonLine.describe(lines.getFile(), getLineNumber(), e), e);
    }
  }

  /** Joined lines of the current document. */
  private final class DocumentText {

    private final StringBuilder text = new StringBuilder();

    void append(String line) {
      String stripped = line.strip();
      if (stripped.isEmpty()) {
        return;
      }
      if (text.length() + stripped.length() >= MAX_DOCUMENT_CHARS) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s:%d: a document of more than %,d characters; choose with --documents how"
                    + " the file is split",
                lines.getFile(),
                getLineNumber(),
                MAX_DOCUMENT_CHARS));
      }
      text.append(text.isEmpty() ? "" : " ").append(stripped);
    }

    boolean isEmpty() {
      return text.isEmpty();
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
