package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.InUseException;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.table.CellRun;
import io.noisette.run.ResumeRules;
import io.noisette.run.RunRecord;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A run of a cell that can be done: its recipe with all settings, and where it lies.
 *
 * @param directory of the run; its result is a file beside it
 */
record Training<S extends Record>(
    CellRun run, Path directory, String recipeName, CellRecipe<S> recipe, S settings) {

  /**
   * Reads the settings of a run.
   *
   * @param runs the directory of all runs
   * @param given options of all runs, such as what the user brings
   * @throws UsageException if the recipe does not know an option, or refuses
   */
  static <S extends Record> Training<S> of(
      CellRun run, Path runs, Map<String, String> given, String recipeName, CellRecipe<S> recipe)
      throws IOException {
    Path directory = runs.resolve(run.path());
    Map<String, GivenValue> options = new LinkedHashMap<>(run.options());
    given.forEach((name, text) -> options.put(name, given(name, text)));
    options.put("output", given("output", directory.toString()));
    options.put(recipe.getSeedName(), given(recipe.getSeedName(), String.valueOf(run.seed())));
    S settings = SettingsSchema.of(recipe.getSettingsType()).read(options, Map.of());
    return new Training<>(run, directory, recipeName, recipe, recipe.settle(settings));
  }

  private static GivenValue given(String name, String text) {
    return new GivenValue("--" + name, List.of(text));
  }

  /**
   * What an earlier run came to, or null if it did not end.
   *
   * @throws UsageException if it had other settings
   */
  @Nullable FinishedRun findResult() throws IOException {
    Path file = resultFile();
    if (!Files.exists(file)) {
      return null;
    }
    FinishedRun finished = FinishedRun.read(file);
    rules().check(file, finished.toRecord(), toRecord());
    requireMetric(finished);
    return finished;
  }

  /** What runs of this recipe that come to the same have in common: the settings that count. */
  Map<String, String> toKey() {
    return keyOf(toRecord().settings(), rules().free());
  }

  /** The same of a result of this recipe. */
  static Map<String, String> keyOf(Map<String, Object> settings, Set<String> free) {
    Map<String, String> key = new HashMap<>();
    settings.forEach(
        (name, value) -> {
          if (!free.contains(name)) {
            key.put(name, RunRecord.show(value));
          }
        });
    return key;
  }

  /** Which settings may differ from those of a result that is taken as done. */
  ResumeRules rules() {
    return ResumeRules.ofResults(SettingsSchema.of(recipe.getSettingsType()));
  }

  /** Refuses what would fail later, as {@link CellRecipe#check} does. */
  void check() throws IOException {
    recipe.check(settings);
  }

  /** Whether a part of it is done. */
  boolean isBegun() {
    return Files.exists(directory);
  }

  /**
   * Does it, or the rest of it, and keeps the result.
   *
   * @return null if it was stopped
   * @throws NoResultException if it diverges, or its data or model cannot be used
   */
  @Nullable FinishedRun train(Console console, StopSignal stop) throws IOException {
    boolean begun = isBegun();
    Files.createDirectories(resultFile().toAbsolutePath().getParent());
    long start = System.nanoTime();
    CellResult result = measure(console, stop);
    if (result == null) {
      return null;
    }
    Double seconds = begun ? null : (System.nanoTime() - start) / 1e9;
    FinishedRun finished = FinishedRun.of(toRecord(), result, seconds);
    finished.write(resultFile());
    requireMetric(finished);
    return finished;
  }

  private @Nullable CellResult measure(Console console, StopSignal stop) throws IOException {
    try {
      return recipe.train(settings, console, stop);
    } catch (InUseException e) {
      throw e; // no fault of the run
    } catch (NonFiniteException | UsageException | CorruptDataException e) {
      throw new NoResultException(run, e);
    }
  }

  private void requireMetric(FinishedRun finished) {
    String metric = run.column().figure().metric();
    if (!finished.metrics().containsKey(metric)) {
      throw new UsageException(
          "%s has no metric '%s'; it has %s"
              .formatted(resultFile(), metric, String.join(", ", finished.metrics().keySet())));
    }
  }

  private Path resultFile() {
    return directory.resolveSibling(directory.getFileName() + ".json");
  }

  private RunRecord toRecord() {
    Map<String, Object> values = SettingsSchema.of(recipe.getSettingsType()).toMap(settings);
    return new RunRecord(recipeName, values, Map.of(), Map.of(), Map.of(), List.of());
  }
}
