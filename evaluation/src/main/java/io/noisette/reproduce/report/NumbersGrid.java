package io.noisette.reproduce.report;

import io.noisette.reproduce.result.Measured;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.PaperNumber;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.TableColumn;
import io.noisette.reproduce.table.TableRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Grid of the measured numbers and the paper's numbers, in separate columns or rows. */
public final class NumbersGrid {

  private static final String NONE = "–";

  private NumbersGrid() {}

  /**
   * Creates the grid: with one table column, measured and paper's numbers side by side; with
   * several, in alternating rows.
   */
  public static Grid of(Outcome outcome) {
    return outcome.table().columns().size() == 1 ? sideBySide(outcome) : below(outcome);
  }

  private static Grid sideBySide(Outcome outcome) {
    PaperTable table = outcome.table();
    TableColumn column = table.columns().get(0);
    List<List<String>> rows = new ArrayList<>();
    for (TableRow row : table.rows()) {
      rows.add(List.of(row.label(), measured(outcome, row, column), paper(row, column)));
    }
    return new Grid(List.of(table.head().rowsAre(), "measured", paperHeading(table)), 1, rows);
  }

  private static Grid below(Outcome outcome) {
    PaperTable table = outcome.table();
    List<String> headings = new ArrayList<>(List.of(table.head().rowsAre(), "numbers"));
    table.columns().forEach(column -> headings.add(column.label()));
    List<List<String>> rows = new ArrayList<>();
    for (TableRow row : table.rows()) {
      List<String> measured = new ArrayList<>(List.of(row.label(), "measured"));
      List<String> paper = new ArrayList<>(List.of(row.label(), paperHeading(table)));
      for (TableColumn column : table.columns()) {
        measured.add(measured(outcome, row, column));
        paper.add(paper(row, column));
      }
      rows.add(measured);
      rows.add(paper);
    }
    return new Grid(headings, 2, rows);
  }

  private static String paperHeading(PaperTable table) {
    return "paper, " + table.head().paperModel();
  }

  private static String measured(Outcome outcome, TableRow row, TableColumn column) {
    Measured measured = outcome.measured(row, column);
    return measured == null ? NONE : show(measured, outcome.table().head().decimals());
  }

  /** Formats as {@code 62.13 ± 0.42, n 3}; a single value has no deviation. */
  private static String show(Measured measured, int decimals) {
    String mean = number(measured.mean(), decimals);
    String spread = measured.n() == 1 ? "" : " ± " + number(measured.deviation(), decimals);
    return mean + spread + ", n " + measured.n();
  }

  private static String number(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + decimals + "f", value)
        : "not finite";
  }

  private static String paper(TableRow row, TableColumn column) {
    PaperNumber number = row.paper().get(column.key());
    return number == null ? NONE : number.text();
  }
}
