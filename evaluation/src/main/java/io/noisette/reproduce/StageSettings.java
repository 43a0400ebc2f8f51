package io.noisette.reproduce;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.result.StoredRun;
import io.noisette.reproduce.table.StageRun;
import io.noisette.run.RunRecord;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings of a planned run: options of the table and of the user, results of earlier stages. */
final class StageSettings<S extends Record> {

  private static final String OUTPUT = "output";
  private static final String THREADS = "threads";

  private final StageRun run;
  private final Path directory;
  private final StageRecipe<S> recipe;
  private final SettingsSchema<S> schema;
  private final Map<String, GivenValue> given;
  private final int threads;

  /**
   * @param directory of the run
   * @param given inputs from the user by option of the recipe
   * @param threads number of threads, for recipes with this setting; 0: that of the recipe
   */
  StageSettings(
      StageRun run,
      Path directory,
      StageRecipe<S> recipe,
      SettingsSchema<S> schema,
      Map<String, GivenValue> given,
      int threads) {
    this.run = run;
    this.directory = directory;
    this.recipe = recipe;
    this.schema = schema;
    this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    this.threads = threads;
  }

  /** Returns whether the run has an output, from which a later stage can start. */
  boolean haveOutput() {
    return names().contains(OUTPUT);
  }

  /**
   * Reads the settings.
   *
   * @param start results of earlier stages; missing ones are replaced by some path, and a value
   *     that has not been chosen by the first of those that are tried
   * @throws UsageException if the recipe does not know an option or refuses its value
   */
  S read(StageStart start) throws IOException {
    Map<String, GivenValue> options = new LinkedHashMap<>(run.options());
    options.putAll(given);
    if (threads > 0 && names().contains(THREADS)) {
      give(options, THREADS, String.valueOf(threads));
    }
    if (haveOutput()) {
      give(options, OUTPUT, directory.toString());
    }
    String seedName = recipe.getSeedName();
    if (run.seed() != null && seedName != null && names().contains(seedName)) {
      give(options, seedName, run.seed().toString());
    }
    run.inputs()
        .forEach(
            (option, runs) -> {
              List<StoredRun> inputs = start.inputs().get(option);
              List<String> paths =
                  inputs == null
                      ? Collections.nCopies(runs.size(), directory.toString())
                      : inputs.stream().map(input -> input.directory().toString()).toList();
              options.put(option, new GivenValue(subjectOf(option), paths));
            });
    run.choices()
        .forEach(
            (option, trials) -> {
              String first = String.valueOf(trials.get(0).trial());
              String value = start.chosen().getOrDefault(option, first);
              options.put(option, new GivenValue(subjectOf(option), List.of(value)));
            });
    return recipe.settle(schema.read(options, Map.of()));
  }

  private String subjectOf(String option) {
    return Objects.requireNonNull(run.stage().inputs().get(option), option).subject();
  }

  /**
   * Returns the settings and the digests of the inputs, which are compared with those of results.
   */
  RunRecord toRecord(StageStart start) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>(schema.toMap(read(start)));
    values.keySet().removeAll(start.inputs().keySet()); // their digests are compared instead
    return new RunRecord(
        run.stage().recipe(), values, Map.of(), Map.of(), digests(start), List.of());
  }

  /** Returns the digests of the inputs by option. */
  static Map<String, String> digests(StageStart start) {
    Map<String, String> digests = new LinkedHashMap<>();
    start
        .inputs()
        .forEach(
            (option, inputs) ->
                digests.put(
                    option,
                    inputs.stream()
                        .map(it -> Objects.requireNonNull(it.result().output(), "no output"))
                        .collect(Collectors.joining(" "))));
    return digests;
  }

  private Set<String> names() {
    return schema.getDefinitions().stream()
        .map(SettingDefinition::getName)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void give(Map<String, GivenValue> options, String name, String text) {
    options.put(name, new GivenValue("--" + name, List.of(text)));
  }
}
