package io.noisette.reproduce.report;

import io.noisette.report.PointChart;
import io.noisette.report.PointChart.Point;
import io.noisette.reproduce.result.Measured;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.PaperNumber;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.TableColumn;
import io.noisette.reproduce.table.TableRow;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;

/**
 * Charts of a table whose rows have x positions: one of the measured numbers and one of the
 * paper's, with separate axes.
 */
public final class Charts {

  private final PaperTable table;
  private final List<PointChart> charts = new ArrayList<>();

  private Charts(PaperTable table) {
    this.table = table;
  }

  /** Draws the charts of a table; empty if its rows have no x positions. */
  public static List<PointChart> of(Outcome outcome) {
    PaperTable table = outcome.table();
    Charts charts = new Charts(table);
    for (TableColumn column : table.columns()) {
      String here = "Measured, " + outcome.scale().getName();
      charts.add("measured", here, column, measured(outcome, column));
      charts.add("paper", "Paper, " + table.head().paperModel(), column, paper(table, column));
    }
    return List.copyOf(charts.charts);
  }

  private void add(String id, String title, TableColumn column, List<Point> points) {
    if (!points.isEmpty()) {
      DoubleSummaryStatistics places =
          table.rows().stream()
              .map(row -> row.legend().x())
              .filter(Objects::nonNull)
              .mapToDouble(x -> x)
              .summaryStatistics();
      charts.add(
          new PointChart(
              id + "-" + column.key(),
              title,
              column.measure().unit(),
              table.head().rowsAre(),
              places.getMin(),
              places.getMax(),
              points));
    }
  }

  private static List<Point> measured(Outcome outcome, TableColumn column) {
    List<Point> points = new ArrayList<>();
    for (TableRow row : outcome.table().rows()) {
      Double x = row.legend().x();
      Measured measured = outcome.measured(row, column);
      if (x != null && measured != null && Double.isFinite(measured.mean())) {
        double spread = measured.n() == 1 ? 0 : measured.deviation();
        points.add(new Point(x, measured.mean(), spread));
      }
    }
    return points;
  }

  private static List<Point> paper(PaperTable table, TableColumn column) {
    List<Point> points = new ArrayList<>();
    for (TableRow row : table.rows()) {
      Double x = row.legend().x();
      PaperNumber number = row.paper().get(column.key());
      if (x != null && number != null) {
        points.add(new Point(x, number.value(), 0));
      }
    }
    return points;
  }
}
