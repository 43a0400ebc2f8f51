package io.noisette.reproduce.report;

import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.ScaleDefinition;
import io.noisette.reproduce.table.StageRun;
import io.noisette.reproduce.table.TableScale;
import io.noisette.reproduce.table.TableStage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Grid of what differs from the paper: model and data, number of seeds, and options. */
final class DifferencesGrid {

  private static final String NONE = "–";

  private final Outcome outcome;
  private final PaperTable table;
  private final List<List<String>> rows = new ArrayList<>();

  private DifferencesGrid(Outcome outcome) {
    this.outcome = outcome;
    this.table = outcome.table();
  }

  static Grid of(Outcome outcome) {
    DifferencesGrid differences = new DifferencesGrid(outcome);
    differences.addSetup();
    if (outcome.table().scales().containsKey(TableScale.PAPER)) {
      differences.addSeeds();
      outcome.table().stages().forEach(differences::addOptions);
    }
    return new Grid(List.of("setting", "here", "paper"), 1, differences.rows);
  }

  private void addSetup() {
    ScaleDefinition definition = table.scales().get(outcome.scale());
    Map<String, String> here = definition == null ? Map.of() : definition.setup();
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
    add("seeds of a cell", seeds(outcome.cells()), seeds(table.plan(TableScale.PAPER)));
  }

  /** Lists the numbers of runs per cell: {@code 3}, or {@code 1 or 3}. */
  private static String seeds(List<CellRun> cells) {
    Map<String, Set<String>> runs = new LinkedHashMap<>();
    for (CellRun cell : cells) {
      runs.computeIfAbsent(cell.cell(), name -> new LinkedHashSet<>()).add(cell.stageRun().path());
    }
    return runs.values().stream()
        .map(Set::size)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" or "));
  }

  private void addOptions(TableStage stage) {
    List<StageRun> here = new ArrayList<>();
    List<StageRun> paper = new ArrayList<>();
    for (Pair pair : pairs(stage)) {
      here.add(pair.run());
      paper.add(pair.paper());
    }
    Set<String> names = new LinkedHashSet<>();
    here.forEach(run -> names.addAll(run.options().keySet()));
    paper.forEach(run -> names.addAll(run.options().keySet()));
    names.removeAll(outcome.free().getOrDefault(stage.key(), Set.of()));
    String prefix = table.isChain() ? stage.key() + " --" : "--";
    for (String name : names) {
      List<String> values = here.stream().map(run -> here(run, name)).toList();
      List<String> papers = paper.stream().map(run -> given(run, name)).toList();
      if (!values.equals(papers)) {
        add(prefix + name, join(values), join(papers));
      }
    }
  }

  /** A planned run, and the same run with the options of the paper's scale. */
  private record Pair(StageRun run, StageRun paper) {}

  /** Returns the planned runs of a stage, each once. */
  private List<Pair> pairs(TableStage stage) {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    for (CellRun cell : outcome.cells()) {
      CellRun paper = table.plan(cell.row(), cell.column(), cell.seed(), TableScale.PAPER);
      collect(new Pair(cell.stageRun(), paper.stageRun()), pairs);
    }
    return pairs.values().stream()
        .filter(pair -> pair.run.stage().key().equals(stage.key()))
        .toList();
  }

  /** Collects a run and those that it takes something from, by path. */
  private static void collect(Pair pair, Map<String, Pair> pairs) {
    if (pairs.putIfAbsent(pair.run.path(), pair) != null) {
      return; // several runs take something from it
    }
    pair.run
        .inputs()
        .forEach(
            (option, runs) -> {
              List<StageRun> papers = Objects.requireNonNull(pair.paper.inputs().get(option));
              for (int i = 0; i < runs.size(); i++) {
                collect(new Pair(runs.get(i), papers.get(i)), pairs);
              }
            });
    pair.run
        .choices()
        .forEach(
            (option, trials) -> {
              List<StageRun> papers = pair.paper.choices().getOrDefault(option, List.of());
              for (int i = 0; i < Math.min(trials.size(), papers.size()); i++) {
                collect(new Pair(trials.get(i), papers.get(i)), pairs);
              }
            });
  }

  /** Returns the value of an option; for auto, what it was resolved to. */
  private String here(StageRun run, String name) {
    String given = given(run, name);
    FinishedRun done = outcome.finished().get(run.path());
    return given.equals("auto") && done != null ? String.valueOf(done.settings().get(name)) : given;
  }

  private static String given(StageRun run, String name) {
    return run.texts().getOrDefault(name, "not given");
  }

  /** Joins the values, each once, in the order of the cells. */
  private static String join(Collection<String> values) {
    return values.stream().distinct().collect(Collectors.joining(", "));
  }

  private void add(String name, @Nullable String here, @Nullable String paper) {
    if (!Objects.equals(here, paper)) {
      rows.add(List.of(name, here == null ? NONE : here, paper == null ? NONE : paper));
    }
  }
}
