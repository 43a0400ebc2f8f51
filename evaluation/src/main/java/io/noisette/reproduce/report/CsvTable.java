package io.noisette.reproduce.report;

import io.noisette.reproduce.result.Measured;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.PaperNumber;
import io.noisette.reproduce.table.TableColumn;
import io.noisette.reproduce.table.TableRow;
import java.util.List;
import java.util.stream.Collectors;

/** Writer of the table as CSV (RFC 4180), with one line per cell. */
public final class CsvTable {

  private static final List<String> HEADINGS =
      List.of(
          "table",
          "scale",
          "row",
          "column",
          "unit",
          "n",
          "mean",
          "sd",
          "values",
          "paper",
          "paper_text");

  private CsvTable() {}

  /** Returns the results of a table as CSV. */
  public static String write(Outcome outcome) {
    StringBuilder lines = new StringBuilder();
    append(lines, HEADINGS);
    for (TableRow row : outcome.table().rows()) {
      outcome.table().columns().forEach(column -> append(lines, cells(outcome, row, column)));
    }
    return lines.toString();
  }

  private static List<String> cells(Outcome outcome, TableRow row, TableColumn column) {
    Measured found = outcome.measured(row, column);
    Measured measured = found == null ? new Measured(List.of()) : found;
    PaperNumber paper = row.paper().get(column.key());
    return List.of(
        outcome.table().name(),
        outcome.scale().getName(),
        row.label(),
        column.label(),
        column.measure().unit(),
        String.valueOf(measured.n()),
        number(measured.mean()),
        number(measured.deviation()),
        measured.values().stream().map(CsvTable::number).collect(Collectors.joining(" ")),
        paper == null ? "" : number(paper.value()),
        paper == null ? "" : paper.text());
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.valueOf(value) : "";
  }

  private static void append(StringBuilder lines, List<String> cells) {
    lines.append(cells.stream().map(CsvTable::quote).collect(Collectors.joining(",")));
    lines.append("\r\n");
  }

  private static String quote(String cell) {
    return cell.matches("(?s).*[\",\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
