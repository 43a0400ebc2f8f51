package io.noisette.reproduce;

import io.noisette.report.PointChart;
import io.noisette.report.PointChart.Point;
import io.noisette.reproduce.PaperTable.Column;
import io.noisette.reproduce.PaperTable.Row;
import java.util.ArrayList;
import java.util.List;

/** The charts of a table whose rows have places on an axis: one measured, one of the paper. */
final class Charts {

  private Charts() {}

  static List<PointChart> of(Outcome outcome) {
    PaperTable table = outcome.table();
    List<PointChart> charts = new ArrayList<>();
    for (Column column : table.columns()) {
      add(
          charts,
          table,
          column,
          "measured",
          "Measured, " + outcome.scale().getName(),
          measured(outcome, column));
      add(
          charts,
          table,
          column,
          "paper",
          "Paper, " + table.head().paperModel(),
          paper(table, column));
    }
    return charts;
  }

  private static void add(
      List<PointChart> charts,
      PaperTable table,
      Column column,
      String id,
      String title,
      List<Point> points) {
    if (!points.isEmpty()) {
      charts.add(
          new PointChart(
              id + "-" + column.key(),
              title,
              column.figure().unit(),
              table.head().rowsAre(),
              points));
    }
  }

  private static List<Point> measured(Outcome outcome, Column column) {
    List<Point> points = new ArrayList<>();
    for (Row row : outcome.table().rows()) {
      Double x = row.legend().x();
      Measured measured = outcome.measured(row, column);
      if (x != null && measured != null && Double.isFinite(measured.mean())) {
        double spread = measured.n() == 1 ? 0 : measured.deviation();
        points.add(new Point(x, measured.mean(), spread));
      }
    }
    return points;
  }

  private static List<Point> paper(PaperTable table, Column column) {
    List<Point> points = new ArrayList<>();
    for (Row row : table.rows()) {
      Double x = row.legend().x();
      PaperNumber number = row.paper().get(column.key());
      if (x != null && number != null) {
        points.add(new Point(x, number.value(), 0));
      }
    }
    return points;
  }
}
