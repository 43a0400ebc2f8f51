package io.noisette.reproduce.report;

import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.TableScale;
import io.noisette.settings.GivenValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is not as in the paper: model and data, seeds, and every option that differs. */
public final class DifferencesGrid {

  private static final String NONE = "–";

  private final Outcome outcome;
  private final PaperTable table;
  private final List<List<String>> rows = new ArrayList<>();

  private DifferencesGrid(Outcome outcome) {
    this.outcome = outcome;
    this.table = outcome.table();
  }

  public static Grid of(Outcome outcome) {
    DifferencesGrid differences = new DifferencesGrid(outcome);
    differences.addSetup();
    if (outcome.table().scales().containsKey(TableScale.PAPER)) {
      differences.addSeeds();
      differences.addOptions();
    }
    return new Grid(List.of("setting", "here", "paper"), 1, differences.rows);
  }

  private void addSetup() {
    PaperTable.Share share = table.scales().get(outcome.scale());
    Map<String, String> here = share == null ? Map.of() : share.setup();
    Set<String> names = new LinkedHashSet<>(table.setup().keySet());
    names.addAll(outcome.inputs().keySet());
    names.addAll(here.keySet());
    for (String name : names) {
      Path input = outcome.inputs().get(name);
      String value = input == null ? here.get(name) : String.valueOf(input.getFileName());
      add(name, value, table.setup().get(name));
    }
  }

  private void addSeeds() {
    add("seeds of a cell", seeds(outcome.planned()), seeds(table.plan(TableScale.PAPER)));
  }

  /** How many seeds cells have: {@code 3}, or {@code 1 or 3}. */
  private static String seeds(List<CellRun> runs) {
    Map<String, Long> counts =
        runs.stream().collect(Collectors.groupingBy(CellRun::cell, Collectors.counting()));
    return new TreeSet<>(counts.values())
        .stream().map(String::valueOf).collect(Collectors.joining(" or "));
  }

  private void addOptions() {
    List<CellRun> papers =
        outcome.planned().stream()
            .map(run -> new CellRun(run.row(), run.column(), run.seed(), paperOptions(run)))
            .toList();
    Set<String> names = new LinkedHashSet<>();
    outcome.planned().forEach(run -> names.addAll(run.options().keySet()));
    papers.forEach(run -> names.addAll(run.options().keySet()));
    names.removeAll(outcome.free());
    for (String name : names) {
      List<String> here = outcome.planned().stream().map(run -> here(run, name)).toList();
      List<String> paper = papers.stream().map(run -> given(run, name)).toList();
      if (!here.equals(paper)) {
        add("--" + name, join(here), join(paper));
      }
    }
  }

  private Map<String, GivenValue> paperOptions(CellRun run) {
    return table.options(run.row(), run.column(), TableScale.PAPER);
  }

  /** The value of an option; of auto, what it came to. */
  private String here(CellRun run, String name) {
    String given = given(run, name);
    FinishedRun done = outcome.finished().get(run);
    return given.equals("auto") && done != null ? String.valueOf(done.settings().get(name)) : given;
  }

  private static String given(CellRun run, String name) {
    return run.texts().getOrDefault(name, "not given");
  }

  /** Each value once, in the order of the cells. */
  private static String join(List<String> values) {
    return values.stream().distinct().collect(Collectors.joining(", "));
  }

  private void add(String name, @Nullable String here, @Nullable String paper) {
    if (!Objects.equals(here, paper)) {
      rows.add(List.of(name, here == null ? NONE : here, paper == null ? NONE : paper));
    }
  }
}
