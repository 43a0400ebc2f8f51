package io.noisette.seq2seq.data;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
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
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reader of the rows of a CSV file, with RFC 4180's quoting, or of a TSV file, without quoting. */
final class DelimitedRows implements RowReader {

  private static final CSVFormat TSV =
      CSVFormat.DEFAULT.builder().setDelimiter('\t').setQuote(null).get();

  private final LineReader lines;
  private final String name;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> columns;
  private final boolean hasHeader;
  private long line = 1;
  private @Nullable TextRow first;

  private DelimitedRows(LineReader lines, PairFileFormat format, PairFileSettings settings)
      throws IOException {
    this.lines = lines;
    this.name = format.name();
    parser =
        CSVParser.builder()
            .setReader(new LineStream("", lines))
            .setFormat(format == PairFileFormat.CSV ? CSVFormat.DEFAULT : TSV)
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
      first = toRow(1, head);
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
    if (new HashSet<>(names).size() < names.size()) {
      throw new UsageException(
          "%s:1: two columns have the same name in %s; rename one, or give --header no and numbers"
              .formatted(lines.getFile(), names));
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
    long start = line;
    CSVRecord record = next();
    return record == null ? null : toRow(start, record);
  }

  private TextRow toRow(long start, CSVRecord record) {
    if (record.size() != columns.size()) {
      return TextRow.ofFault(start, RowFault.OTHER_WIDTH);
    }
    Map<String, List<String>> cells = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      cells.put(columns.get(i), List.of(record.get(i)));
    }
    return new TextRow(start, cells, null);
  }

  private @Nullable CSVRecord next() {
    try {
      CSVRecord record = records.hasNext() ? records.next() : null;
      line = parser.getCurrentLineNumber() + 1;
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

  /** Returns the parser's message without names of classes. */
  private static String describe(RuntimeException failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    return String.valueOf(cause.getMessage())
        .replaceFirst("^(?:\\w+(?:\\.\\w+)*: )+", "")
        .replaceFirst(
            "^\\(startline \\d+\\) EOF reached before .*", "a quote in it is never closed");
  }

  @Override
  public String describe() {
    return name + (hasHeader ? " with a header" : " without a header");
  }

  @Override
  public String describePlace(long line) {
    return lines.getFile() + ":" + line;
  }

  @Override
  public long getBytesRead() {
    return lines.getBytesRead();
  }

  @Override
  public Map<String, String> getDigests() {
    return Map.of(lines.getFile().toString(), lines.getDigest());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
