package io.noisette.reproduce.table;

import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.YamlSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reader for the options that columns, rows and scales set for stages. */
final class OptionsFile {

  private static final List<String> OF_EACH_RUN = List.of("output", "resume", "dry-run");
  private static final List<String> CODE = List.of("plugins");
  private static final List<String> SEEDS = List.of("seed", "seeds");

  private final Map<String, TableStage> stages;
  private final boolean chain;

  /**
   * @param chain whether options are sections, one per stage
   */
  OptionsFile(Map<String, TableStage> stages, boolean chain) {
    this.stages = stages;
    this.chain = chain;
  }

  /**
   * Reads the options of a column.
   *
   * @param measured stage that the column shows
   */
  StageOptions ofColumn(YamlSection column, TableStage measured) {
    StageOptions options = read(column);
    for (String key : options.byStage().keySet()) {
      TableStage stage = stages.get(key);
      String subject = subject(column, key);
      if (!measured.chain().contains(key)) {
        throw new UsageException(
            "%s: the column shows the stage %s, which does not depend on %s"
                .formatted(subject, measured.key(), key));
      }
      if (stage != null && !stage.oncePer().hasColumn()) {
        throw shared(subject, stage, "columns");
      }
    }
    return options;
  }

  /** Reads the options of a row. */
  StageOptions ofRow(YamlSection row) {
    StageOptions options = read(row);
    for (String key : options.byStage().keySet()) {
      TableStage stage = stages.get(key);
      if (stage != null && !stage.oncePer().hasRow()) {
        throw shared(subject(row, key), stage, "rows");
      }
    }
    return options;
  }

  /** Reads the options of a scale. */
  StageOptions ofScale(YamlSection scale) {
    return read(scale);
  }

  /**
   * Refuses {@code {row}} or {@code {column}} in a stage whose runs are shared by several, and
   * options or inputs that name code.
   */
  static void requirePlaceholders(TableStage stage, Map<String, GivenValue> options) {
    requireNoCode(options);
    for (GivenValue value : options.values()) {
      List<String> texts = value.texts();
      String unknown = texts == null ? null : findUnknown(stage.oncePer(), texts);
      if (unknown != null) {
        throw new UsageException(
            "%s: the placeholder %s cannot be used in the stage %s, which runs once per %s of the table"
                .formatted(value.subject(), unknown, stage.key(), stage.oncePer().getName()));
      }
    }
  }

  private StageOptions read(YamlSection section) {
    StageOptions read = readAll(section);
    read.byStage().values().forEach(options -> requireFree(options, !chain));
    return read;
  }

  /**
   * Refuses options whose values the table gives each of its runs.
   *
   * @param withSeeds whether the runs have seeds of their own
   */
  static void requireFree(Map<String, GivenValue> options, boolean withSeeds) {
    requireFree(options, OF_EACH_RUN, "every run of a table has its own");
    requireNoCode(options);
    if (withSeeds) {
      requireFree(options, SEEDS, "seeds are listed in runs");
    }
  }

  private static void requireNoCode(Map<String, GivenValue> options) {
    requireFree(
        options, CODE, "plug-ins are code, which no table may name; tables use built-in noise");
  }

  private static void requireFree(
      Map<String, GivenValue> options, List<String> names, String reason) {
    for (String name : names) {
      GivenValue value = options.get(name);
      if (value != null) {
        throw new UsageException(value.subject() + " cannot be set here: " + reason);
      }
    }
  }

  private StageOptions readAll(YamlSection section) {
    YamlSection options = section.find("options");
    Map<String, Map<String, GivenValue>> byStage = new LinkedHashMap<>();
    if (chain) {
      for (GivenValue value : options.values().values()) {
        throw new UsageException(
            "%s: in a table with stages, options are {STAGE: {OPTION: VALUE}}; the stages are %s"
                .formatted(value.subject(), String.join(", ", stages.keySet())));
      }
      options.sections().forEach((key, values) -> byStage.put(key, values.requireValues()));
    } else {
      byStage.put(stages.keySet().iterator().next(), options.requireValues());
    }
    byStage.forEach(
        (key, values) ->
            requirePlaceholders(TableKeys.choose(stages, key, options.subject()), values));
    return new StageOptions(byStage);
  }

  private static String subject(YamlSection section, String stage) {
    return section.find("options").find(stage).subject();
  }

  private static UsageException shared(String subject, TableStage stage, String what) {
    return new UsageException(
        "%s: the runs of stage %s (once-per: %s) are shared by several %s, so that one of these"
                .formatted(subject, stage.key(), stage.oncePer().getName(), what)
            + " cannot set its options");
  }

  private static @Nullable String findUnknown(OncePer oncePer, List<String> texts) {
    String text = String.join(" ", texts);
    if (text.contains("{row}") && !oncePer.hasRow()) {
      return "{row}";
    }
    return text.contains("{column}") && !oncePer.hasColumn() ? "{column}" : null;
  }
}
