package io.noisette.reproduce.report;

import io.noisette.report.PointChart;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.PaperTable.Column;
import io.noisette.reproduce.table.PaperTable.Head;
import io.noisette.reproduce.table.PaperTable.Row;
import io.noisette.reproduce.table.PaperTable.Share;
import io.noisette.reproduce.table.TableScale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An outcome in words: what text, Markdown and HTML show.
 *
 * @param state how much is done
 * @param legend what the numbers are
 * @param charts of a table that is a figure
 * @param differences what is not as in the paper
 * @param notes what the result shows and what it does not
 */
public record Report(
    String title,
    String state,
    List<String> legend,
    Grid numbers,
    List<PointChart> charts,
    Grid differences,
    List<String> notes) {

  public Report {
    legend = List.copyOf(legend);
    charts = List.copyOf(charts);
    notes = List.copyOf(notes);
  }

  public static Report of(Outcome outcome) {
    PaperTable table = outcome.table();
    String state =
        "%s: %d of %d runs done"
            .formatted(
                outcome.scale().getName(), outcome.finished().size(), outcome.planned().size());
    return new Report(
        table.head().title(),
        state,
        legend(table),
        NumbersGrid.of(outcome),
        Charts.of(outcome),
        DifferencesGrid.of(outcome),
        notes(table, outcome.scale()));
  }

  private static List<String> legend(PaperTable table) {
    Head head = table.head();
    Map<String, List<String>> units = new LinkedHashMap<>();
    for (Column column : table.columns()) {
      units.computeIfAbsent(column.figure().unit(), unit -> new ArrayList<>()).add(column.label());
    }
    List<String> legend = new ArrayList<>();
    units.forEach(
        (unit, labels) ->
            legend.add(units.size() == 1 ? unit : String.join(", ", labels) + ": " + unit));
    return List.of(
        "Numbers: " + String.join("; ", legend) + ".",
        "Measured: mean ± sample standard deviation over n seeds; – was not run.",
        "Paper: %s; %s. Source: %s.".formatted(head.paperModel(), head.statistic(), head.source()));
  }

  private static List<String> notes(PaperTable table, TableScale scale) {
    List<String> notes = new ArrayList<>();
    Share share = table.scales().get(scale);
    if (share != null) {
      notes.addAll(share.notes());
    }
    for (Row row : table.rows()) {
      if (row.legend().note() != null) {
        notes.add(row.label() + ": " + row.legend().note());
      }
    }
    return notes;
  }
}
