package io.noisette.reproduce.result;

import io.noisette.run.ResumeRules;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All finished runs in an output directory of {@code reproduce}, searchable by their settings. */
public final class StoredRuns {

  private static final String EXTENSION = ".json";

  private final List<StoredRun> runs = new ArrayList<>();
  private final Map<String, Map<Map<String, String>, StoredRun>> byRecipe = new HashMap<>();

  private StoredRuns() {}

  /**
   * Reads all finished runs in an output directory.
   *
   * @throws io.noisette.failure.CorruptDataException if one is damaged
   */
  public static StoredRuns read(Path directory) throws IOException {
    StoredRuns all = new StoredRuns();
    if (Files.isDirectory(directory)) {
      all.add(directory);
    }
    return all;
  }

  /**
   * Returns a finished run with the same recipe, inputs and settings as a planned one, or null;
   * settings that are free in {@code rules} may differ.
   *
   * @param form brings the record of a finished run into the form of {@code planned}; the same for
   *     all runs of a recipe
   */
  public @Nullable StoredRun find(
      RunRecord planned, ResumeRules rules, UnaryOperator<RunRecord> form) {
    return byRecipe
        .computeIfAbsent(planned.verb(), recipe -> keysOf(recipe, rules, form))
        .get(keyOf(planned, rules));
  }

  private Map<Map<String, String>, StoredRun> keysOf(
      String recipe, ResumeRules rules, UnaryOperator<RunRecord> form) {
    Map<Map<String, String>, StoredRun> keys = new HashMap<>();
    for (StoredRun run : runs) {
      if (run.result().recipe().equals(recipe)) {
        keys.put(keyOf(form.apply(run.result().toRecord()), rules), run);
      }
    }
    return keys;
  }

  private static Map<String, String> keyOf(RunRecord record, ResumeRules rules) {
    Map<String, String> key = new HashMap<>();
    record
        .withCurrentNames(rules.oldNames())
        .settings()
        .forEach(
            (name, value) -> {
              if (!rules.free().contains(name)) {
                key.put(name, RunRecord.show(value));
              }
            });
    record.digests().forEach((name, digest) -> key.put("SHA-256 of " + name, digest));
    return key;
  }

  /** Adds the results in a directory and below; directories of runs are not entered. */
  private void add(Path directory) throws IOException {
    List<Path> entries;
    try (Stream<Path> listed = Files.list(directory)) {
      entries = listed.sorted().toList();
    }
    for (Path entry : entries) {
      if (Files.isDirectory(entry)) {
        if (!Files.exists(StoredRun.fileOf(entry)) && !RunRecord.isIn(entry)) {
          add(entry);
        }
      } else if (entry.toString().endsWith(EXTENSION)) {
        FinishedRun result = FinishedRun.find(entry);
        if (result != null) {
          runs.add(new StoredRun(entry, result));
        }
      }
    }
  }
}
