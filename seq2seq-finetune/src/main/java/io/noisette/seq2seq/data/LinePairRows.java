package io.noisette.seq2seq.data;

import io.noisette.failure.CorruptDataException;
import io.noisette.text.LineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reader of two parallel files, as a table whose columns are named after their endings. */
final class LinePairRows implements RowReader {

  private final LineReader first;
  private final LineReader second;
  private final List<String> columns;

  private LinePairRows(LineReader first, LineReader second) {
    this.first = first;
    this.second = second;
    String one = ending(first.getFile());
    String other = ending(second.getFile());
    columns = one.equals(other) ? List.of("1", "2") : List.of(one, other);
  }

  static LinePairRows open(Path first, Path second) throws IOException {
    LineReader opened = LineReader.open(first);
    try {
      return new LinePairRows(opened, LineReader.open(second));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.gz$", "");
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public List<String> getColumns() {
    return columns;
  }

  @Override
  public @Nullable TextRow read() throws IOException {
    String one = first.readLine();
    String other = second.readLine();
    if (one == null && other == null) {
      return null;
    }
    if (one == null || other == null) {
      LineReader shorter = one == null ? first : second;
      LineReader longer = one == null ? second : first;
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s ends after line %d, but %s continues; parallel files must have the same number of"
                  + " lines",
              shorter.getFile(),
              shorter.getLineNumber(),
              longer.getFile()));
    }
    Map<String, @Nullable List<String>> cells = new LinkedHashMap<>();
    cells.put(columns.get(0), List.of(one));
    cells.put(columns.get(1), List.of(other));
    return new TextRow(first.getLineNumber(), cells, null);
  }

  @Override
  public String describe() {
    return "parallel lines with those of " + second.getFile();
  }

  @Override
  public String describePlace(long line) {
    return first.getFile() + ":" + line;
  }

  @Override
  public long getBytesRead() {
    return first.getBytesRead() + second.getBytesRead();
  }

  @Override
  public Map<String, String> getDigests() {
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put(first.getFile().toString(), first.getDigest());
    digests.put(second.getFile().toString(), second.getDigest());
    return digests;
  }

  @Override
  public void close() throws IOException {
    first.close();
    second.close();
  }
}
