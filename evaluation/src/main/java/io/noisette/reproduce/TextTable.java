package io.noisette.reproduce;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Tables for a terminal. */
final class TextTable {

  private static final String GAP = "  ";

  private TextTable() {}

  static void print(Report report, PrintStream out) {
    out.println(report.title());
    out.println(report.state());
    out.println();
    print(report.numbers(), out);
    out.println();
    report.legend().forEach(out::println);
    if (!report.differences().isEmpty()) {
      out.println();
      out.println("Other than in the paper:");
      print(report.differences(), out);
    }
    if (!report.notes().isEmpty()) {
      out.println();
      report.notes().forEach(note -> out.println("- " + note));
    }
  }

  static void print(Grid grid, PrintStream out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(grid.headings());
    lines.addAll(grid.rows());
    int[] widths = new int[grid.headings().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length())).append(GAP);
      }
      out.println(text.toString().stripTrailing());
    }
  }
}
