package io.noisette.reproduce.report;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Writer of the table as Markdown. */
public final class MarkdownTable {

  private MarkdownTable() {}

  /** Returns the report as Markdown. */
  public static String write(Report report) {
    StringBuilder page = new StringBuilder("# " + escape(report.title()) + "\n\n");
    page.append(escape(report.state())).append("\n\n");
    write(report.numbers(), page);
    page.append('\n');
    report.legend().forEach(line -> page.append(escape(line)).append("\n\n"));
    if (!report.choices().isEmpty()) {
      page.append("## Chosen options\n\n");
      write(report.choices(), page);
      page.append('\n');
    }
    if (!report.differences().isEmpty()) {
      page.append("## Differences from the paper\n\n");
      write(report.differences(), page);
      page.append('\n');
    }
    if (!report.notes().isEmpty()) {
      page.append("## What this shows and what it does not\n\n");
      report.notes().forEach(note -> page.append("- ").append(escape(note)).append('\n'));
    }
    return page.toString();
  }

  private static void write(Grid grid, StringBuilder page) {
    appendRow(page, grid.headings());
    appendRow(page, Collections.nCopies(grid.headings().size(), "---"));
    grid.rows().forEach(row -> appendRow(page, row));
  }

  private static void appendRow(StringBuilder page, List<String> cells) {
    page.append(
        cells.stream().map(MarkdownTable::escape).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** Escapes the characters that Markdown would interpret. */
  private static String escape(String text) {
    return text.replaceAll("([\\\\|*_<>`\\[\\]])", "\\\\$1");
  }
}
