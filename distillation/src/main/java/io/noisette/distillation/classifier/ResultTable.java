package io.noisette.distillation.classifier;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Table of results as text: names on the left, numbers on the right. */
public final class ResultTable {

  private ResultTable() {}

  /**
   * Returns the text of a table, a line per row.
   *
   * @param rows cells of each row; the first row is the head
   */
  public static String of(List<List<String>> rows) {
    int width = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(row.get(0)).append(" ".repeat(width - row.get(0).length()));
      row.stream().skip(1).forEach(cell -> text.append("  ").append("%8s".formatted(cell)));
      text.append('\n');
    }
    return text.toString().replaceAll(" +\n", "\n");
  }

  /** Returns a number with four decimals, or a dash. */
  public static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
