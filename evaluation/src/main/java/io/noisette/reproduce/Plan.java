package io.noisette.reproduce;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All runs of a table at a scale, each with its settings read: a mistake in the last one is found
 * before the first one begins.
 *
 * @param inputs what the user brings, by option
 */
record Plan(PaperTable table, Scale scale, Map<String, Path> inputs, List<Training<?>> trainings) {

  Plan {
    inputs = Map.copyOf(inputs);
    trainings = List.copyOf(trainings);
  }

  /**
   * Makes the plan.
   *
   * @param runs the directory of all runs
   * @throws UsageException if the table has no such scale, or something of it does not fit
   */
  static Plan of(
      PaperTable table,
      Scale scale,
      Map<String, Path> inputs,
      Path runs,
      Map<String, CellRecipe<?>> recipes) {
    String name = table.head().recipe();
    CellRecipe<?> recipe = recipes.get(name);
    if (recipe == null) {
      throw new UsageException(
          "%s is measured by the recipe %s, which is not part of this program; it has: %s"
              .formatted(table.name(), name, String.join(", ", recipes.keySet())));
    }
    List<Training<?>> trainings = new ArrayList<>();
    for (CellRun run : table.plan(scale)) {
      trainings.add(Training.of(run, runs, inputs, name, recipe));
    }
    return new Plan(table, scale, inputs, trainings);
  }

  List<CellRun> runs() {
    return trainings.stream().<CellRun>map(Training::run).toList();
  }

  /**
   * Results of earlier runs.
   *
   * @throws UsageException if one of them had other settings
   */
  Map<CellRun, FinishedRun> findFinished() throws IOException {
    Map<CellRun, FinishedRun> finished = new LinkedHashMap<>();
    for (Training<?> training : trainings) {
      FinishedRun result = training.findResult();
      if (result != null) {
        finished.put(training.run(), result);
      }
    }
    return finished;
  }
}
