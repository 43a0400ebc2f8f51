package io.noisette.reproduce.report;

import io.noisette.report.PointChart;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.ScaleDefinition;
import io.noisette.reproduce.table.TableColumn;
import io.noisette.reproduce.table.TableHead;
import io.noisette.reproduce.table.TableRow;
import io.noisette.reproduce.table.TableScale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Content of the report on a table, independent of the output format.
 *
 * @param state number of runs that have ended
 * @param legend explanations of the numbers
 * @param charts charts, for a table whose rows have x positions
 * @param choices options that runs chose among several values
 * @param differences settings that differ from the paper
 * @param notes what the numbers show and what they do not
 */
public record Report(
    String title,
    String state,
    List<String> legend,
    Grid numbers,
    List<PointChart> charts,
    Grid choices,
    Grid differences,
    List<String> notes) {

  public Report {
    legend = List.copyOf(legend);
    charts = List.copyOf(charts);
    notes = List.copyOf(notes);
  }

  /** Creates the report on a table's results so far. */
  public static Report of(Outcome outcome) {
    PaperTable table = outcome.table();
    String state =
        String.format(
            Locale.ROOT,
            "%s: %d of %d runs done",
            outcome.scale().getName(),
            outcome.finished().size(),
            outcome.runs().size());
    return new Report(
        table.head().title(),
        state,
        legend(table),
        NumbersGrid.of(outcome),
        Charts.of(outcome),
        ChoicesGrid.of(outcome),
        DifferencesGrid.of(outcome),
        notes(table, outcome.scale()));
  }

  private static List<String> legend(PaperTable table) {
    TableHead head = table.head();
    Map<String, List<String>> units = new LinkedHashMap<>();
    for (TableColumn column : table.columns()) {
      units.computeIfAbsent(column.measure().unit(), unit -> new ArrayList<>()).add(column.label());
    }
    List<String> legend = new ArrayList<>();
    units.forEach(
        (unit, labels) ->
            legend.add(units.size() == 1 ? unit : String.join(", ", labels) + ": " + unit));
    return List.of(
        "Numbers: " + String.join("; ", legend) + ".",
        "Measured: mean ± sample standard deviation over n seeds; –: not measured.",
        "Paper: %s; %s. Source: %s.".formatted(head.paperModel(), head.statistic(), head.source()));
  }

  private static List<String> notes(PaperTable table, TableScale scale) {
    List<String> notes = new ArrayList<>();
    ScaleDefinition share = table.scales().get(scale);
    if (share != null) {
      notes.addAll(share.notes());
    }
    for (TableRow row : table.rows()) {
      if (row.legend().note() != null) {
        notes.add(row.label() + ": " + row.legend().note());
      }
    }
    return notes;
  }
}
