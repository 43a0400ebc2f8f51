package io.noisette.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A text table for a terminal: columns padded to a common width, two spaces apart.
 *
 * @param headings one per column; a heading of several lines ends just above the first row
 * @param rows as many cells each as there are headings
 * @param numeric indices of the columns that are aligned to the right, from 0
 */
public record AlignedTable(List<String> headings, List<List<String>> rows, Set<Integer> numeric) {

  private static final String GAP = "  ";

  public AlignedTable {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
    numeric = Set.copyOf(numeric);
    for (List<String> row : rows) {
      if (row.size() != headings.size()) {
        throw new IllegalArgumentException(
            "each row must have as many cells as there are headings, "
                + headings.size()
                + ", not "
                + row.size());
      }
    }
  }

  /** Creates a table whose columns are all aligned to the left. */
  public static AlignedTable of(List<String> headings, List<List<String>> rows) {
    return new AlignedTable(headings, rows, Set.of());
  }

  /** Prints the table, with the headings above the rows. */
  public void print(PrintStream out) {
    toLines().forEach(out::println);
  }

  /** Returns the lines of the table, those of the headings first. */
  public List<String> toLines() {
    List<List<String>> lines = headingLines();
    lines.addAll(rows);
    int[] widths = new int[headings.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return lines.stream().map(line -> align(line, widths)).toList();
  }

  /** Returns the headings as rows, aligned at the bottom. */
  private List<List<String>> headingLines() {
    int height =
        headings.stream().mapToInt(heading -> heading.split("\n", -1).length).max().orElse(0);
    List<List<String>> lines = new ArrayList<>();
    for (int i = 0; i < height; i++) {
      lines.add(new ArrayList<>());
    }
    for (String heading : headings) {
      String[] parts = heading.split("\n", -1);
      int blank = height - parts.length;
      for (int i = 0; i < height; i++) {
        lines.get(i).add(i < blank ? "" : parts[i - blank]);
      }
    }
    return lines;
  }

  private String align(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - line.get(i).length());
      text.append(i == 0 ? "" : GAP);
      text.append(numeric.contains(i) ? space + line.get(i) : line.get(i) + space);
    }
    return text.toString().stripTrailing();
  }
}
