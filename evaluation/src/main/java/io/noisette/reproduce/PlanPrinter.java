package io.noisette.reproduce;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import io.noisette.command.AlignedTable;
import io.noisette.command.Seconds;
import io.noisette.reproduce.result.StoredRun;
import io.noisette.reproduce.table.OncePer;
import io.noisette.reproduce.table.StageRun;
import io.noisette.reproduce.table.TableStage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Dry run of a table: per stage the runs, their cost, and the options they share or differ in. */
final class PlanPrinter {

  private static final String NONE = "–";

  private final Plan plan;
  private final List<StageRun> shown;
  private final PrintStream out;

  /**
   * @param chosen runs to show, with those that they start from
   */
  PlanPrinter(Plan plan, Predicate<StageRun> chosen, PrintStream out) {
    this.plan = plan;
    this.out = out;
    Set<String> needed = new HashSet<>();
    plan.stageRuns().stream().filter(chosen).forEach(run -> addNeeded(run, needed));
    shown = plan.stageRuns().stream().filter(run -> needed.contains(run.path())).toList();
  }

  private static void addNeeded(StageRun run, Set<String> needed) {
    if (needed.add(run.path())) {
      run.requirements().forEach(required -> addNeeded(required, needed));
    }
  }

  void print() throws IOException {
    Map<String, StoredRun> finished = plan.findFinished();
    finished.keySet().retainAll(shown.stream().map(StageRun::path).toList());
    out.println(plan.table().head().title());
    out.printf(
        Locale.ROOT,
        "%s: %d %s, %d of them done%s%n",
        plan.scale().getName(),
        shown.size(),
        nounOf(shown.size()),
        finished.size(),
        describeLeft(finished));
    for (TableStage stage : plan.table().stages()) {
      List<StageRun> runs =
          shown.stream().filter(run -> run.stage().key().equals(stage.key())).collect(toList());
      if (!runs.isEmpty()) {
        out.println();
        print(stage, runs, finished.keySet());
      }
    }
  }

  /** Estimates the remaining time, once a run has ended. */
  private String describeLeft(Map<String, StoredRun> finished) {
    Pace pace = new Pace();
    List<StageRun> left = new ArrayList<>();
    for (StageRun run : shown) {
      StoredRun stored = finished.get(run.path());
      if (stored == null) {
        left.add(run);
      } else {
        pace.add(run, stored.result());
      }
    }
    Double seconds = pace.estimate(left);
    return left.isEmpty() || seconds == null
        ? ""
        : ", about " + Seconds.describe(seconds) + " left";
  }

  private void print(TableStage stage, List<StageRun> runs, Set<String> finished)
      throws IOException {
    out.println(describe(stage, runs));
    Map<String, String> common = optionsOf(runs.get(0));
    runs.forEach(run -> common.entrySet().retainAll(optionsOf(run).entrySet()));
    out.println("options of all runs: " + show(common));
    out.println();
    boolean seeded = stage.oncePer().hasSeed();
    List<List<String>> rows = new ArrayList<>();
    runs.stream()
        .collect(groupingBy(StageRun::group, LinkedHashMap::new, toList()))
        .forEach((group, ofGroup) -> rows.add(row(group, ofGroup, finished, common, seeded)));
    AlignedTable.of(
            seeded
                ? List.of("cell", "seeds", "done", "other options")
                : List.of("run", "done", "other options"),
            rows)
        .print(out);
  }

  /** Names the stage, the number of its runs and the cost of one. */
  private String describe(TableStage stage, List<StageRun> runs) throws IOException {
    String name = plan.table().isChain() ? "stage " + stage.key() + ": " : "";
    String shared =
        stage.oncePer() == OncePer.CELL
            ? ""
            : ", one per " + stage.oncePer().getName().replace('-', ' ');
    if (stage.trials() != null) {
      shared += " and " + stage.trials().option();
    }
    Set<String> costs = new LinkedHashSet<>();
    for (StageRun run : runs) {
      String cost = cost(run);
      if (cost != null) {
        costs.add(cost);
      }
    }
    return name
        + String.format(
            Locale.ROOT, "%d %s of %s%s", runs.size(), nounOf(runs.size()), stage.recipe(), shared)
        + (costs.isEmpty() ? "" : "; each " + String.join(", or ", costs));
  }

  private static String nounOf(int runs) {
    return runs == 1 ? "run" : "runs";
  }

  private @Nullable String cost(StageRun run) throws IOException {
    StageTask<?> task = plan.tasks().get(run.path());
    return task == null ? null : task.describeCost();
  }

  private static List<String> row(
      String group,
      List<StageRun> runs,
      Set<String> finished,
      Map<String, String> common,
      boolean seeded) {
    Map<String, String> own = optionsOf(runs.get(0));
    own.entrySet().removeAll(common.entrySet());
    List<StageRun> done = runs.stream().filter(run -> finished.contains(run.path())).toList();
    return seeded
        ? List.of(group, seeds(runs), seeds(done), show(own))
        : List.of(group, done.isEmpty() ? "no" : "yes", show(own));
  }

  /**
   * Returns the options of a run; of one that has yet to be chosen, the stage that tries values.
   */
  private static Map<String, String> optionsOf(StageRun run) {
    Map<String, String> options = new LinkedHashMap<>(run.texts());
    run.choices()
        .forEach(
            (option, trials) ->
                options.put(option, "(best of %s)".formatted(trials.get(0).stage().key())));
    return options;
  }

  private static String seeds(List<StageRun> runs) {
    return runs.isEmpty()
        ? NONE
        : runs.stream().map(run -> String.valueOf(run.seed())).collect(joining(" "));
  }

  private static String show(Map<String, String> options) {
    return options.isEmpty()
        ? NONE
        : options.entrySet().stream()
            .map(option -> "--" + option.getKey() + " " + option.getValue())
            .collect(joining(" "));
  }
}
