package io.noisette.text;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  private final HeadedLines lines;
  private final DocumentFormat format;

  private DocumentReader(LineReader file, DocumentFormat format) throws IOException {
    this.lines = new HeadedLines(file);
    this.format = format == DocumentFormat.AUTO ? detect() : format;
  }

  /**
   * Opens a text file, plain or gzip; {@code AUTO} is resolved by its first 1,000 lines.
   *
   * @throws UsageException if the file does not exist, is a table by its name, or if these lines
   *     are JSON, but not objects with a key {@code text}, one per line
   */
  public static DocumentReader open(Path file, DocumentFormat format) throws IOException {
    TextFiles.requireNoTable(file);
    LineReader opened = LineReader.open(file);
    try {
      return new DocumentReader(opened, format);
    } catch (IOException | RuntimeException e) {
      opened.close();
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
    return lines.getFile().getBytesRead();
  }

  /** Returns the SHA-256 of the file, once the last document has been read. */
  public String getDigest() {
    return lines.getFile().getDigest();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private DocumentFormat detect() throws IOException {
    List<String> head = lines.readHead();
    if (JsonHead.isJsonLines(lines.getFile().getFile(), head)) {
      return DocumentFormat.JSONL;
    }
    if (head.stream().anyMatch(TitleLine::isTitle)) {
      return DocumentFormat.TITLE;
    }
    return isDividedByBlankLines(head) ? DocumentFormat.BLANK_LINE : DocumentFormat.LINE;
  }

  /** Returns true if a blank line has text before and after it. */
  private static boolean isDividedByBlankLines(List<String> head) {
    boolean text = false;
    boolean blank = false;
    for (String line : head) {
      if (WhiteSpace.isBlank(line)) {
        blank = text;
      } else if (blank) {
        return true;
      } else {
        text = true;
      }
    }
    return false;
  }

  private @Nullable Document readLineDocument() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!WhiteSpace.isBlank(line)) {
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
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (WhiteSpace.isBlank(line)) {
        if (format == DocumentFormat.BLANK_LINE && !text.isEmpty()) {
          break;
        }
      } else if (format == DocumentFormat.TITLE && TitleLine.isTitle(line)) {
        if (!text.isEmpty()) {
          lines.putBack(line);
          break;
        }
        text.append(line);
        titleLength = text.toString().length();
      } else {
        line.lines().forEach(text::append);
      }
    }
    return text.isEmpty() ? null : new Document(text.toString(), titleLength);
  }

  private String parseJson(String line) {
    try {
      return JsonLine.readText(line);
    } catch (MalformedJsonException e) {
      throw new CorruptDataException(
          JsonLine.describe(lines.getFile().getFile(), lines.getLineNumber(), e), e);
    }
  }

  /** Joined lines of the current document. */
  private final class DocumentText {

    private final StringBuilder text = new StringBuilder();

    void append(String line) {
      if (WhiteSpace.isBlank(line)) {
        return;
      }
      String stripped = line.strip();
      if (text.length() + stripped.length() >= MAX_DOCUMENT_CHARS) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s:%d: a document of more than %,d characters; choose with --documents how"
                    + " the file is split",
                lines.getFile().getFile(),
                lines.getLineNumber(),
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
