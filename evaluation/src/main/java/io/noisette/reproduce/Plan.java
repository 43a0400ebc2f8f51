package io.noisette.reproduce;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.TableScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All runs of a table at a scale, each with its settings read: a mistake in the last one is found
 * before the first one begins.
 *
 * @param inputs what the user brings, by option
 * @param directory of all runs, and perhaps of other tables' runs
 */
record Plan(
    PaperTable table,
    TableScale scale,
    Map<String, Path> inputs,
    Path directory,
    List<Training<?>> trainings) {

  /** Of {@code ROW/COLUMN/seed-N.json}. */
  private static final int RESULT_DEPTH = 3;

  Plan {
    inputs = Map.copyOf(inputs);
    trainings = List.copyOf(trainings);
  }

  /**
   * Makes the plan.
   *
   * @param given options of all runs, such as what the user brings
   * @param runs the directory of all runs
   * @throws UsageException if the table has no such scale, or something of it does not fit
   */
  static Plan of(
      PaperTable table,
      TableScale scale,
      Map<String, Path> inputs,
      Map<String, String> given,
      Path runs,
      CellRecipe<?> recipe)
      throws IOException {
    List<Training<?>> trainings = new ArrayList<>();
    for (CellRun run : table.plan(scale)) {
      trainings.add(Training.of(run, runs, given, table.head().recipe(), recipe));
    }
    return new Plan(table, scale, inputs, runs, trainings);
  }

  /** Options of the recipe that no result depends on. */
  Set<String> free() {
    return trainings.isEmpty() ? Set.of() : trainings.get(0).rules().free();
  }

  List<CellRun> runs() {
    return trainings.stream().<CellRun>map(Training::run).toList();
  }

  /**
   * Results of earlier runs, of this table or of another one that has a run with the same settings.
   *
   * @throws UsageException if one of them had other settings
   */
  Map<CellRun, FinishedRun> findFinished() throws IOException {
    Map<Map<String, String>, FinishedRun> all = findResults();
    Map<CellRun, FinishedRun> finished = new LinkedHashMap<>();
    for (Training<?> training : trainings) {
      FinishedRun result = training.findResult();
      if (result == null) {
        result = all.get(training.toKey());
      }
      if (result != null) {
        finished.put(training.run(), result);
      }
    }
    return finished;
  }

  /** All results there are, by the settings that count. */
  private Map<Map<String, String>, FinishedRun> findResults() throws IOException {
    if (!Files.isDirectory(directory)) {
      return Map.of();
    }
    List<Path> files;
    try (Stream<Path> paths = Files.find(directory, RESULT_DEPTH, (path, is) -> isResult(path))) {
      files = paths.sorted().toList();
    }
    Map<Map<String, String>, FinishedRun> results = new HashMap<>();
    for (Path file : files) {
      FinishedRun result = FinishedRun.read(file);
      if (result.recipe().equals(table.head().recipe())) {
        results.put(Training.keyOf(result.settings(), free()), result);
      }
    }
    return results;
  }

  private static boolean isResult(Path path) {
    return path.getFileName().toString().matches("seed-\\d+\\.json");
  }
}
