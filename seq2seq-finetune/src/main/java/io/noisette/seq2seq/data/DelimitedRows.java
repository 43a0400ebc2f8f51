package io.noisette.seq2seq.data;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.Excerpt;
import io.noisette.text.LineReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reader of the rows of a CSV file, with RFC 4180's quoting, or of a TSV file, without quoting. */
final class DelimitedRows extends LineRows {

  private static final int MOST_LETTERS = 40; // characters of a name in a message
  // Lines without text are passed over here, so that their number is not lost.
  private static final CSVFormat COMMAS =
      CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(false).get();
  private static final CSVFormat TABS = COMMAS.builder().setDelimiter('\t').setQuote(null).get();

  private final String name;
  private final LineStream text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> columns;
  private final boolean hasHeader;
  private long line; // on which the record read last begins
  private @Nullable TextRow first;

  private DelimitedRows(LineReader lines, PairFileFormat format, PairFileSettings settings)
      throws IOException {
    super(lines);
    this.name = format.name();
    text = new LineStream("", lines);
    parser =
        CSVParser.builder()
            .setReader(text)
            .setFormat(format == PairFileFormat.CSV ? COMMAS : TABS)
            .get();
    records = parser.iterator();
    CSVRecord head = next();
    if (head == null) {
      throw new UsageException(lines.getFile() + " contains no rows; is the download complete?");
    }
    List<String> texts = head.toList();
    hasHeader = isHeader(texts, format, settings);
    columns =
        hasHeader
            ? requireDistinct(texts)
            : IntStream.rangeClosed(1, texts.size()).mapToObj(Integer::toString).toList();
    if (!hasHeader) {
      first = toRow(head);
    }
  }

  static DelimitedRows open(Path file, PairFileFormat format, PairFileSettings settings)
      throws IOException {
    LineReader lines = LineReader.open(file);
    try {
      return new DelimitedRows(lines, format, settings);
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  private static boolean isHeader(
      List<String> texts, PairFileFormat format, PairFileSettings settings) {
    if (settings.header() != HeaderRow.AUTO) {
      return settings.header() == HeaderRow.YES;
    }
    return format == PairFileFormat.CSV
        || ColumnChoice.isName(settings.source())
        || ColumnChoice.isName(settings.target())
        || ColumnChoice.isOfKnownSet(texts);
  }

  private List<String> requireDistinct(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new UsageException(
            "%s:1: two columns have the same name '%s'; rename one, or give --header no and numbers"
                .formatted(lines.getFile(), Excerpt.of(name, MOST_LETTERS)));
      }
    }
    return names;
  }

  @Override
  public List<String> getColumns() {
    return columns;
  }

  @Override
  public @Nullable TextRow read() {
    if (first != null) {
      TextRow row = first;
      first = null;
      return row;
    }
    CSVRecord record = next();
    return record == null ? null : toRow(record);
  }

  private TextRow toRow(CSVRecord record) {
    if (record.size() != columns.size()) {
      return TextRow.ofFault(line, RowFault.OTHER_WIDTH);
    }
    Map<String, @Nullable List<String>> cells = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i), List.of(record.get(i)));
    }
    return new TextRow(line, cells, null);
  }

  private @Nullable CSVRecord next() {
    try {
      CSVRecord record;
      do {
        line = parser.getCurrentLineNumber() + 1;
        text.beginValue();
        record = records.hasNext() ? records.next() : null;
      } while (record != null && isBlank(record));
      return record;
    } catch (UncheckedIOException | IllegalStateException e) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s:%d: the row that begins here is not valid %s: %s",
              lines.getFile(),
              line,
              name,
              describe(e)),
          e);
    }
  }

  private static boolean isBlank(CSVRecord record) {
    return record.size() == 1 && record.get(0).isEmpty();
  }

  /** Returns the parser's message in terms of the file, or else without names of classes. */
  private static String describe(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage())
        .replaceFirst("^(?:\\w+(?:\\.\\w+)*: )+", "")
        .replaceFirst(
            "^\\(startline \\d+\\) EOF reached before .*", "a quote in it is never closed")
        .replaceFirst(
            "^Invalid character between encapsulated token.*",
            "text follows a closing quote; a quote that is text is written twice, in quotes");
  }

  @Override
  public String describe() {
    return name + (hasHeader ? " with a header" : " without a header");
  }
}
