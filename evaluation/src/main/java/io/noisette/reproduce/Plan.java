package io.noisette.reproduce;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.report.TableFiles;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.result.StoredRun;
import io.noisette.reproduce.result.StoredRuns;
import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.StageInput;
import io.noisette.reproduce.table.StageRun;
import io.noisette.reproduce.table.TableScale;
import io.noisette.reproduce.table.Trials;
import io.noisette.settings.GivenValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All runs of a table at a scale, with their settings: a mistake in the last one is found before
 * the first one starts.
 *
 * @param inputs paths from the user, by option of {@code reproduce}
 * @param runs directory of the runs of all tables that share an output
 * @param cells planned cells, one entry per seed
 * @param tasks all runs, each once and after those whose output it takes, by {@link StageRun#path}
 */
record Plan(
    PaperTable table,
    TableScale scale,
    Map<String, Path> inputs,
    Path runs,
    List<CellRun> cells,
    Map<String, StageTask<?>> tasks) {

  Plan {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    cells = List.copyOf(cells);
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
  }

  /**
   * Creates the plan and checks all settings.
   *
   * @param threads number of threads of each run; 0: that of the recipe
   * @throws UsageException if the table has no such scale, or a recipe refuses an option
   */
  static Plan of(
      PaperTable table,
      TableScale scale,
      Map<String, Path> inputs,
      int threads,
      TableFiles files,
      Recipes recipes)
      throws IOException {
    Plan plan =
        new Plan(table, scale, inputs, files.runs(), table.plan(scale), new LinkedHashMap<>());
    Map<String, StageTask<?>> tasks = new LinkedHashMap<>();
    for (CellRun cell : plan.cells) {
      plan.addTasks(cell.stageRun(), threads, recipes, tasks);
    }
    return new Plan(table, scale, inputs, files.runs(), plan.cells, tasks);
  }

  private void addTasks(StageRun run, int threads, Recipes recipes, Map<String, StageTask<?>> tasks)
      throws IOException {
    if (tasks.containsKey(run.path())) {
      return;
    }
    for (StageRun required : run.requirements()) {
      addTasks(required, threads, recipes, tasks);
    }
    for (StageRun input : run.inputs().values().stream().flatMap(List::stream).toList()) {
      if (!task(input, tasks).hasOutput()) {
        throw new UsageException(
            "%s: stage %s cannot start from stage %s, because the recipe %s writes no output"
                .formatted(
                    table.name(), run.stage().key(), input.stage().key(), input.stage().recipe()));
      }
    }
    StageTask<?> task = newTask(run, threads, recipes.find(table, run));
    task.settings(StageStart.UNKNOWN);
    tasks.put(run.path(), task);
  }

  private <S extends Record> StageTask<S> newTask(
      StageRun run, int threads, StageRecipe<S> recipe) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    run.stage()
        .inputs()
        .forEach(
            (option, input) -> {
              if (input instanceof StageInput.FromUser user) {
                List<String> files =
                    user.paths().stream().map(path -> resolve(path, run).toString()).toList();
                given.put(option, new GivenValue(user.subject(), files));
              }
            });
    return new StageTask<>(run, runs, runs.resolve(table.name()), recipe, given, threads);
  }

  private Path resolve(StageInput.UserPath path, StageRun run) {
    return Objects.requireNonNull(inputs.get(path.option()), path.option())
        .resolve(run.fillIn(path.file()));
  }

  /** Returns all runs, each once and after those whose output it takes. */
  List<StageRun> stageRuns() {
    return tasks.values().stream().<StageRun>map(StageTask::getRun).toList();
  }

  /**
   * Finds the results of earlier commands, of this table or of another one that has a run with the
   * same settings, by {@link StageRun#path}.
   *
   * @throws UsageException if one of them has other settings
   */
  Map<String, StoredRun> findFinished() throws IOException {
    StoredRuns all = StoredRuns.read(runs);
    Map<String, StoredRun> finished = new LinkedHashMap<>();
    for (StageTask<?> task : tasks.values()) {
      StageStart start = StageStart.of(task.getRun(), finished);
      StoredRun stored = start.isReady() ? task.findResult(start, all, scale) : null;
      if (stored != null) {
        finished.put(task.getRun().path(), stored);
      }
    }
    for (CellRun cell : cells) {
      requireMetric(cell.column().measure().metric(), finished.get(cell.stageRun().path()));
    }
    for (StageRun run : stageRuns()) {
      Trials trials = run.stage().trials();
      if (trials != null) {
        requireMetric(trials.metric(), finished.get(run.path()));
      }
    }
    return finished;
  }

  Outcome toOutcome(Map<String, StoredRun> stored) {
    Map<String, FinishedRun> finished = new LinkedHashMap<>();
    stored.forEach((path, run) -> finished.put(path, run.result()));
    Map<String, Set<String>> free = new LinkedHashMap<>();
    tasks.values().forEach(task -> free.put(task.getRun().stage().key(), task.free()));
    return new Outcome(table, scale, inputs, cells, stageRuns(), finished, free);
  }

  private static void requireMetric(String metric, @Nullable StoredRun stored) {
    if (stored == null) {
      return;
    }
    Set<String> names = stored.result().metrics().keySet();
    if (!names.contains(metric)) {
      throw new UsageException(
          "%s has no metric '%s'; it has %s"
              .formatted(
                  stored.file(), metric, names.isEmpty() ? "none" : String.join(", ", names)));
    }
  }

  private static StageTask<?> task(StageRun run, Map<String, StageTask<?>> tasks) {
    return Objects.requireNonNull(tasks.get(run.path()));
  }
}
