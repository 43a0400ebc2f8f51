package io.noisette.seq2seq.data;

import io.noisette.text.WhiteSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reader of the pairs of one data file, or of two parallel files. Bad rows are counted. */
final class PairReader implements AutoCloseable {

  /** Separator of the sentences of a target in WikiSplit. */
  private static final String WIKI_SPLIT = " <::::> ";

  private final Path file;
  private final RowReader rows;
  private final ColumnChoice columns;
  private final BadRowCount bad;
  private long separators;

  private PairReader(Path file, RowReader rows, ColumnChoice columns, BadRowCount bad) {
    this.file = file;
    this.rows = rows;
    this.columns = columns;
    this.bad = bad;
  }

  /**
   * Opens a file, or two parallel ones.
   *
   * @param format any but {@link PairFileFormat#AUTO}
   * @param bad counts the rows that are not read
   */
  static PairReader open(
      List<Path> files, PairFileFormat format, PairFileSettings settings, BadRowCount bad)
      throws IOException {
    Path file = files.get(0);
    RowReader rows =
        switch (format) {
          case LINES -> LinePairRows.open(file, files.get(1));
          case JSONL -> JsonObjectRows.open(file);
          case CSV, TSV -> DelimitedRows.open(file, format, settings);
          case DIALOGUE -> DialogueRows.open(file);
          case AUTO -> throw new IllegalArgumentException("the format must be settled");
        };
    try {
      return new PairReader(
          file, rows, ColumnChoice.of(rows.describePlace(1), rows.getColumns(), settings), bad);
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  /** Returns the next pair, or null after the last one. */
  @Nullable TextPair read() throws IOException {
    for (TextRow row = rows.read(); row != null; row = rows.read()) {
      List<String> source = row.cells().get(columns.source());
      List<String> target = row.cells().get(columns.target());
      RowFault fault = row.fault() != null ? row.fault() : findFault(row, source, target);
      if (fault == null && source != null && target != null) {
        return new TextPair(String.join(" ", source), withoutSeparators(target), row.line());
      }
      bad.add(Objects.requireNonNullElse(fault, RowFault.NO_TEXT), rows, row.line());
    }
    return null;
  }

  private @Nullable RowFault findFault(
      TextRow row, @Nullable List<String> source, @Nullable List<String> target) {
    if (!row.cells().keySet().containsAll(List.of(columns.source(), columns.target()))) {
      return RowFault.NO_COLUMN;
    }
    if (source == null || target == null) {
      return RowFault.NO_TEXT;
    }
    if (source.stream().allMatch(WhiteSpace::isBlank)) {
      return RowFault.EMPTY_SOURCE;
    }
    return target.isEmpty() || target.stream().anyMatch(WhiteSpace::isBlank)
        ? RowFault.EMPTY_TARGET
        : null;
  }

  private List<String> withoutSeparators(List<String> targets) {
    List<String> texts = new ArrayList<>(targets.size());
    for (String target : targets) {
      separators += target.contains(WIKI_SPLIT) ? 1 : 0;
      texts.add(target.replace(WIKI_SPLIT, " "));
    }
    return texts;
  }

  /** Returns one line about the file: its format and columns. */
  String describe() {
    return "%s: %s; source %s, target %s (%s)"
        .formatted(file, rows.describe(), columns.source(), columns.target(), columns.reason());
  }

  /** Returns the place of a pair in messages, such as {@code train.csv:17}. */
  String describePlace(long line) {
    return rows.describePlace(line);
  }

  /** Returns the number of targets read so far in which WikiSplit's separator became a space. */
  long countSeparators() {
    return separators;
  }

  long getBytesRead() {
    return rows.getBytesRead();
  }

  Map<String, String> getDigests() {
    return rows.getDigests();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
