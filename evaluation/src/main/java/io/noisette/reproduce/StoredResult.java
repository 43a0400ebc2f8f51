package io.noisette.reproduce;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.result.StoredRun;
import io.noisette.reproduce.table.TableScale;
import io.noisette.run.ResumeRules;
import io.noisette.run.RunRecord;
import io.noisette.settings.OnResume;
import io.noisette.settings.SettingDefinition;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.UnusedSettings;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reader of the results of a run that is planned again, which must have its settings. */
final class StoredResult<S extends Record> {

  private final SettingsSchema<S> schema;
  private final Set<String> inputs;
  private final Set<String> unused;
  private final TableScale scale;

  /**
   * @param settings of the planned run
   * @param scale of the table, for messages
   */
  StoredResult(SettingsSchema<S> schema, S settings, TableScale scale) {
    this.schema = schema;
    this.scale = scale;
    unused = settings instanceof UnusedSettings known ? known.findUnused() : Set.of();
    inputs =
        schema.getDefinitions().stream()
            .filter(setting -> setting.isPath() && setting.getResume() == OnResume.INPUT)
            .map(SettingDefinition::getName)
            .collect(toUnmodifiableSet());
  }

  /**
   * Reads a result, whose settings may differ from the planned ones where they have no effect.
   *
   * @throws io.noisette.failure.UsageException if other settings or inputs differ
   */
  StoredRun read(Path file, RunRecord planned) throws IOException {
    FinishedRun result = FinishedRun.read(file);
    String remedy =
        "give the original settings and --scale, which now is %s; or another --output; or delete"
                .formatted(scale.getName())
            + " this .json file, and the directory beside it unless only steps or epochs were"
            + " raised";
    ResumeRules.ofResults(schema)
        .check(file, toUsed(toReal(result.toRecord())), toUsed(planned), remedy);
    return new StoredRun(file, result);
  }

  /** Returns a record with the real paths of its inputs, as far as these exist. */
  RunRecord toReal(RunRecord record) {
    Map<String, Object> settings = new LinkedHashMap<>(record.settings());
    settings.replaceAll(
        (name, value) -> inputs.contains(name) && value != null ? toRealPath(value) : value);
    return withSettings(record, settings);
  }

  private static Object toRealPath(Object value) {
    if (value instanceof List<?> paths) {
      return paths.stream().map(StoredResult::toRealPath).toList();
    }
    try {
      return value instanceof String path ? Path.of(path).toRealPath().toString() : value;
    } catch (IOException | InvalidPathException e) {
      return value; // not there any more
    }
  }

  private RunRecord toUsed(RunRecord record) {
    Map<String, Object> settings = new LinkedHashMap<>(record.settings());
    settings.keySet().removeAll(unused);
    return withSettings(record, settings);
  }

  private static RunRecord withSettings(RunRecord record, Map<String, Object> settings) {
    return new RunRecord(record.verb(), settings, Map.of(), Map.of(), record.digests(), List.of());
  }
}
