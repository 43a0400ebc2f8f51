package io.noisette.reproduce.report;

import io.noisette.command.AlignedTable;
import java.io.PrintStream;

/** Prints the table as text on a terminal. */
public final class TextTable {

  private TextTable() {}

  /** Prints a report as aligned text. */
  public static void print(Report report, PrintStream out) {
    out.println(report.title());
    out.println(report.state());
    out.println();
    print(report.numbers(), out);
    out.println();
    report.legend().forEach(out::println);
    if (!report.choices().isEmpty()) {
      out.println();
      out.println("Chosen options:");
      print(report.choices(), out);
    }
    if (!report.differences().isEmpty()) {
      out.println();
      out.println("Differences from the paper:");
      print(report.differences(), out);
    }
    if (!report.notes().isEmpty()) {
      out.println();
      report.notes().forEach(note -> out.println("- " + note));
    }
  }

  /** Prints a table with columns aligned. */
  public static void print(Grid grid, PrintStream out) {
    AlignedTable.of(grid.headings(), grid.rows()).print(out);
  }
}
