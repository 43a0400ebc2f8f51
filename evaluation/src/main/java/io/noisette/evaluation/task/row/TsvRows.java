package io.noisette.evaluation.task.row;

import io.noisette.failure.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parser for TSV without quoting: a {@code "} is an ordinary character. */
final class TsvRows implements RowParser {

  private static final Pattern TAB = Pattern.compile("\t");

  private final Path path;
  private final TaskFile file;
  private List<String> header = List.of();
  private int width;

  TsvRows(Path path, TaskFile file) {
    this.path = path;
    this.file = file;
  }

  @Override
  public @Nullable Row parse(String line) throws BadRowException {
    List<String> values = List.of(TAB.split(line, -1));
    if (width == 0) {
      RowParser.requireNoCsv(path, line);
      width = values.size();
      header = file.header() ? values : List.of();
      requireColumns();
      if (file.header()) {
        return null;
      }
    }
    if (values.size() != width) {
      throw new BadRowException(
          String.format(
              Locale.ROOT, "%d columns, but the first line has %d", values.size(), width));
    }
    return column -> {
      int place = column.findIn(header, width);
      return place < 0 ? null : values.get(place);
    };
  }

  private void requireColumns() {
    TaskColumns columns = file.columns();
    requireColumn(columns.text());
    if (columns.second() != null) {
      requireColumn(columns.second());
    }
    if (file.labelled()) {
      requireColumn(columns.label());
    }
  }

  private void requireColumn(Column column) {
    if (column.findIn(header, width) < 0) {
      throw new UsageException(
          "%s:1: no column %s; %s"
              .formatted(
                  path,
                  column,
                  file.header()
                      ? "the columns are " + String.join(", ", header)
                      : "the line has " + width + " columns, and columns have no names"));
    }
    int place = column.findIn(header, width);
    if (file.header()
        && header.lastIndexOf(header.get(place)) != header.indexOf(header.get(place))) {
      throw new UsageException(
          "%s:1: two columns have the name %s; rename one of them"
              .formatted(path, header.get(place)));
    }
  }
}
