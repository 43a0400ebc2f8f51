package io.noisette.generate.target;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.generate.search.SourceReader;
import io.noisette.text.JsonFault;
import io.noisette.text.JsonLine;
import io.noisette.text.LineReader;
import io.noisette.text.TextFiles;
import io.noisette.text.WhiteSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sources of a file, a line each, encoded. What is wrong with a line ends the sequence, so that
 * the results of the lines before it are not lost; {@link #requireNoFault} then tells.
 */
final class SourceLines implements SourceReader {

  private static final Set<String> KEYS = Set.of("text", "source");

  private final LineReader reader;
  private final boolean isNameless; // a pipe, whose first line tells whether it is JSON Lines
  private boolean isJson;
  private final TextToText model;
  private final Truncation truncation;
  private int @Nullable [] next;
  private @Nullable RuntimeException fault;
  private boolean isAtEnd;
  private long cut;
  private long cutTokens;
  private long tokens;

  SourceLines(LineReader reader, TextToText model, Truncation truncation) {
    this.reader = reader;
    this.model = model;
    this.truncation = truncation;
    isJson = TextFiles.isJsonLines(reader.getFile());
    isNameless = !Files.isRegularFile(reader.getFile());
    TextFiles.requireNoTable(reader.getFile());
  }

  /**
   * Passes over lines whose predictions are there.
   *
   * @return the number of lines there were, at most {@code lines}
   */
  long skip(long lines) throws IOException {
    for (long i = 0; i < lines; i++) {
      if (reader.readLine() == null) {
        return i;
      }
    }
    return lines;
  }

  @Override
  public boolean hasNext() {
    if (next == null && fault == null && !isAtEnd) {
      try {
        String line = reader.readLine();
        isAtEnd = line == null;
        next = line == null ? null : encode(line);
      } catch (IOException e) {
        fault = new UncheckedIOException(e);
      } catch (CorruptDataException | UsageException e) {
        fault = e;
      }
    }
    return next != null;
  }

  @Override
  public boolean isReady() {
    try {
      return next != null || fault != null || isAtEnd || reader.isReady();
    } catch (IOException e) {
      fault = new UncheckedIOException(e);
      return true;
    }
  }

  @Override
  public int[] next() {
    int[] source = hasNext() ? next : null;
    if (source == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return source;
  }

  /** Throws what is wrong with the line behind the last one, if anything. */
  void requireNoFault() throws IOException {
    if (fault instanceof UncheckedIOException e) {
      throw e.getCause();
    }
    if (fault != null) {
      throw fault;
    }
  }

  /** Returns a line about the sources that were cut, or null if there are none. */
  @Nullable String describeCut() {
    if (cut == 0) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "%,d sources were longer than %,d tokens and were cut: %,d of %,d tokens"
            + " (%.1f %%) were left out",
        cut,
        model.getMaxSourceLength(),
        cutTokens,
        tokens,
        100.0 * cutTokens / tokens);
  }

  private int[] encode(String line) {
    if (isNameless && reader.getLineNumber() == 1) {
      isJson = JsonLine.isObject(line);
    }
    if (!isJson && reader.getLineNumber() == 1) {
      TextFiles.requireNoJson(reader.getFile(), line, "text");
    }
    String text = isJson ? textOf(line) : line;
    if (WhiteSpace.isBlank(text)) {
      throw new CorruptDataException(
          place() + " is empty, so there is nothing to generate from; remove the line");
    }
    int[] source = model.encodeAnyLength(text);
    tokens += source.length;
    int most = model.getMaxSourceLength();
    if (source.length <= most) {
      return source;
    }
    if (truncation == Truncation.REFUSE) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s has %,d tokens with <s> and </s>, but %s; shorten it, or let --truncate cut keep"
                  + " the beginning of such lines",
              place(),
              source.length,
              model.describeLimit()));
    }
    cut++;
    cutTokens += source.length - most;
    return TextToText.withoutEnd(source, most);
  }

  private String textOf(String line) {
    try {
      Map<String, String> values = JsonLine.readTexts(line, KEYS);
      if (values.size() == 1) {
        return values.values().iterator().next();
      }
      throw new CorruptDataException(
          place() + ": needs one text under the key 'text' or 'source', but has " + values.size());
    } catch (MalformedJsonException e) {
      throw new CorruptDataException(
          place()
              + ": not a JSON object on one line: "
              + JsonFault.describeInLine(e)
              + "; give one object per line, or text in a file whose name ends in .txt",
          e);
    }
  }

  private String place() {
    return reader.getFile() + ":" + reader.getLineNumber();
  }
}
