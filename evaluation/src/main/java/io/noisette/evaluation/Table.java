package io.noisette.evaluation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows under headings, whose words stand above each other: numbers to the right, texts to the left.
 */
final class Table {

  private static final String GAP = "  ";

  private final List<Map<String, Object>> rows;
  private final Set<String> columns = new LinkedHashSet<>();

  /**
   * @param rows values by column; words in the name of a column are joined by {@code _}
   */
  Table(List<Map<String, Object>> rows) {
    this.rows = rows;
    rows.forEach(row -> columns.addAll(row.keySet()));
  }

  void print(PrintStream out) {
    List<StringBuilder> lines = new ArrayList<>();
    int headings = columns.stream().mapToInt(column -> words(column).length).max().orElse(0);
    for (int i = 0; i < headings + rows.size(); i++) {
      lines.add(new StringBuilder());
    }
    for (String column : columns) {
      List<String> cells = new ArrayList<>();
      for (int i = words(column).length; i < headings; i++) {
        cells.add("");
      }
      cells.addAll(List.of(words(column)));
      rows.forEach(row -> cells.add(show(row.get(column))));
      append(lines, cells, rows.stream().anyMatch(row -> row.get(column) instanceof String));
    }
    lines.forEach(line -> out.println(line.toString().stripTrailing()));
  }

  /** A value as people read it; {@code -} where there is none. */
  static String show(@Nullable Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, Math.abs(number) < 1e6 ? "%.4f" : "%.4e", number);
    }
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%,d", number.longValue())
        : value.toString();
  }

  private static String[] words(String column) {
    return column.split("_", -1);
  }

  private static void append(List<StringBuilder> lines, List<String> cells, boolean isText) {
    int width = cells.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < cells.size(); i++) {
      StringBuilder line = lines.get(i);
      String space = " ".repeat(width - cells.get(i).length());
      line.append(line.isEmpty() ? "" : GAP);
      line.append(isText ? cells.get(i) + space : space + cells.get(i));
    }
  }
}
