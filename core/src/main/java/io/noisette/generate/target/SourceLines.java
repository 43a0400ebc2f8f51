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
import java.util.BitSet;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The sources of a file, a line each, encoded. What is wrong with a line ends the sequence, so that
 * the results of the lines before it are not lost; {@link #requireNoFault} then tells. With {@link
 * BadRows#SKIP} such a line is passed over, and counted.
 */
final class SourceLines implements SourceReader {

  private final LineReader reader;
  private final boolean isNameless; // a pipe, whose first line tells whether it is JSON Lines
  private boolean isJson;
  private final TextToText model;
  private final SourceKeys keys;
  private final BadRows badRows;
  private final BitSet skipped = new BitSet(); // indices of lines
  private @Nullable String firstSkipped;
  private int @Nullable [] next;
  private @Nullable RuntimeException fault;
  private boolean isAtEnd;
  private final CutSources cut;

  SourceLines(LineReader reader, TextToText model, TargetSettings settings) {
    this.reader = reader;
    this.model = model;
    keys = new SourceKeys(settings.source());
    badRows = Objects.requireNonNullElse(settings.badRows(), BadRows.REFUSE);
    cut = new CutSources(model.getMaxSourceLength());
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
    while (next == null && fault == null && !isAtEnd) {
      try {
        String line = reader.readLine();
        isAtEnd = line == null;
        next = line == null ? null : encode(line);
      } catch (IOException e) {
        fault = new UncheckedIOException(e);
      } catch (BadLineException e) {
        passOver(e);
      } catch (CorruptDataException | UsageException e) {
        fault = e;
      }
    }
    return next != null;
  }

  private void passOver(BadLineException e) {
    if (badRows == BadRows.REFUSE) {
      fault = new CorruptDataException(e.getMessage() + e.remedy, e);
      return;
    }
    skipped.set(Math.toIntExact(reader.getLineNumber() - 1));
    firstSkipped = firstSkipped == null ? e.getMessage() : firstSkipped;
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

  /** Returns whether the line with an index, from 0, was read and has no source. */
  boolean isSkipped(long index) {
    return index <= Integer.MAX_VALUE && skipped.get((int) index);
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

  /** Returns the number of lines read. */
  long countLines() {
    return reader.getLineNumber();
  }

  /** Returns the number of bytes read; of a gzip file, compressed bytes. */
  long getBytesRead() {
    return reader.getBytesRead();
  }

  /** Returns the SHA-256 of the file, once its last line has been read. */
  String getDigest() {
    return reader.getDigest();
  }

  /** Returns a line about the sources that were cut, or null if there are none. */
  @Nullable String describeCut() {
    return cut.describe();
  }

  /** Returns a line about the lines that were passed over, or null if there are none. */
  @Nullable String describeSkipped() {
    return firstSkipped == null
        ? null
        : String.format(
            Locale.ROOT,
            "%,d lines have no source, and an empty prediction; the first: %s",
            skipped.cardinality(),
            firstSkipped);
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
      throw new BadLineException(
          place() + " is empty, so there is nothing to generate from",
          "; remove the line, or let --bad-rows skip give it an empty prediction");
    }
    int[] source = model.encodeAnyLength(text);
    if (model.getLimit().truncation() == Truncation.CUT) {
      return cut.shorten(source);
    }
    if (source.length > model.getMaxSourceLength()) {
      throw new BadLineException(
          String.format(
              Locale.ROOT,
              "%s has %,d tokens with <s> and </s>, but %s",
              place(),
              source.length,
              model.describeLimit()),
          "; shorten it, or let --truncate cut keep the beginning of such lines");
    }
    return source;
  }

  private String textOf(String line) {
    try {
      return keys.read(line, place());
    } catch (MalformedJsonException e) {
      throw new BadLineException(
          place() + ": not a JSON object on one line: " + JsonFault.describeInLine(e),
          "; give one object per line, or text in a file whose name ends in .txt");
    } catch (CorruptDataException e) {
      throw new BadLineException(String.valueOf(e.getMessage()), "");
    }
  }

  private String place() {
    return reader.getFile() + ":" + reader.getLineNumber();
  }

  /** What keeps a line from being a source. */
  private static final class BadLineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String remedy;

    BadLineException(String message, String remedy) {
      super(message);
      this.remedy = remedy;
    }
  }
}
