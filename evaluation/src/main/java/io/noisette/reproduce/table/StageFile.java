package io.noisette.reproduce.table;

import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.Suggestion;
import io.noisette.settings.YamlSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reader for the stages of a table. */
final class StageFile {

  private static final String OPTION_PREFIX = "--";

  /** Keys of a stage that hold one value. */
  record StageHead(
      @Setting(help = "subcommand that carries out the stage, such as bart-pretrain") String recipe,
      @Setting(
              help =
                  "part of the table whose cells share one run of the stage: row-and-seed, row,"
                      + " column or table; cell: one run for each cell and seed",
              byDefault = "cell")
          OncePer oncePer,
      @Setting(
              help =
                  "option of the recipe that lists several values: the stage tries each of them,"
                      + " and a later stage takes the best")
          @Nullable String vary,
      @Setting(help = "with vary: metric whose lowest value is the best") @Nullable String lowest,
      @Setting(help = "with vary: metric whose highest value is the best")
          @Nullable String highest) {

    /** Returns what the stage tries, or null. */
    @Nullable Trials trials(String subject) {
      if (vary == null
          ? lowest != null || highest != null
          : (lowest == null) == (highest == null)) {
        throw new UsageException(
            subject
                + ": a stage that tries several values of an option has the keys vary, and either"
                + " lowest or highest; a stage that does not has none of them");
      }
      return vary == null
          ? null
          : new Trials(vary, lowest == null ? String.valueOf(highest) : lowest, lowest == null);
    }
  }

  private final Map<String, TableStage> stages = new LinkedHashMap<>();

  /**
   * Reads the stages.
   *
   * @throws UsageException unless the file has either a recipe or stages
   */
  StageFile(TableHead head, YamlSection file) {
    String recipe = head.recipe();
    if (file.sections().containsKey("stages") == (recipe != null)) {
      throw new UsageException(
          file.subject() + " must have either recipe (one stage) or stages (several), not both");
    }
    if (recipe == null) {
      readStages(file, head);
    } else {
      stages.put(recipe, single(recipe, head, file));
    }
  }

  /** Returns the stages by key, in the order of the file. */
  Map<String, TableStage> stages() {
    return stages;
  }

  /** Returns the stage that a column shows: the one it names, or the last one. */
  TableStage stageOf(YamlSection column, TableColumn.Measure measure) {
    TableStage named = find(column, measure.stage());
    return named == null
        ? requireShown(column, List.copyOf(stages.values()).get(stages.size() - 1))
        : named;
  }

  /** Returns the stage that a row shows in all its columns, or null: that of each column. */
  @Nullable TableStage stageOf(YamlSection row, TableRow.Legend legend) {
    return find(row, legend.stage());
  }

  private @Nullable TableStage find(YamlSection section, @Nullable String key) {
    return key == null
        ? null
        : requireShown(section, TableKeys.choose(stages, key, section.subject() + ": stage"));
  }

  private static TableStage requireShown(YamlSection section, TableStage stage) {
    if (stage.trials() != null) {
      throw new UsageException(
          "%s: the stage %s has a run for each of several %s, none of which a table shows"
              .formatted(section.subject(), stage.key(), stage.trials().option()));
    }
    return stage;
  }

  private void readStages(YamlSection file, TableHead head) {
    if (head.needs() != null) {
      throw new UsageException(
          file.subject()
              + ": the key needs is only for tables without stages; a stage has the key inputs");
    }
    if (file.sections().containsKey("options")) {
      throw new UsageException(
          file.find("options").subject()
              + " is only for tables without stages; each stage has options of its own");
    }
    file.require("stages")
        .requireSections()
        .forEach((key, section) -> stages.put(key, readStage(key, section)));
  }

  private TableStage readStage(String key, YamlSection section) {
    TableKeys.require(section, key);
    if (key.matches("seed-\\d+")) {
      throw new UsageException(
          section.subject() + ": a stage cannot be named seed-N, because directories of seeds are");
    }
    StageHead head = SettingsSchema.of(StageHead.class).read(section, "inputs", "options");
    Map<String, StageInput> inputs = new LinkedHashMap<>();
    section
        .find("inputs")
        .requireValues()
        .forEach((option, value) -> inputs.put(option, readInput(option, value, head.oncePer())));
    Map<String, GivenValue> options = section.find("options").requireValues();
    TableStage stage =
        new TableStage(
            key, head.recipe(), head.oncePer(), inputs, options, head.trials(section.subject()));
    OptionsFile.requireFree(options, false);
    OptionsFile.requirePlaceholders(stage, options);
    OptionsFile.requirePlaceholders(stage, section.find("inputs").requireValues());
    return stage;
  }

  private StageInput readInput(String option, GivenValue value, OncePer oncePer) {
    List<String> sources = value.texts();
    if (sources != null && sources.stream().allMatch(it -> it.startsWith(OPTION_PREFIX))) {
      List<StageInput.UserPath> paths = sources.stream().map(StageFile::toUserPath).toList();
      return new StageInput.FromUser(paths, value.subject());
    }
    if (sources != null
        && sources.size() > 1
        && sources.stream().noneMatch(it -> it.startsWith(OPTION_PREFIX))) {
      return new StageInput.FromStages(
          sources.stream().map(it -> requireOutput(find(it, value, oncePer), value)).toList(),
          value.subject());
    }
    TableStage stage = find(TableKeys.textOf(value), value, oncePer);
    Trials trials = stage.trials();
    return trials != null && trials.option().equals(option)
        ? new StageInput.BestOf(stage, value.subject())
        : new StageInput.FromStages(List.of(requireOutput(stage, value)), value.subject());
  }

  /** Finds a stage above this one that it can take something from. */
  private TableStage find(String source, GivenValue value, OncePer oncePer) {
    TableStage stage = stages.get(source);
    if (stage == null) {
      throw new UsageException(
          "%s must be an option of reproduce such as --data, or a stage above this one (%s), not '%s'%s"
              .formatted(
                  value.subject(),
                  stages.isEmpty() ? "there is none" : String.join(", ", stages.keySet()),
                  source,
                  Suggestion.forTypo(source, stages.keySet())));
    }
    if (!oncePer.canTakeFrom(stage.oncePer())) {
      throw new UsageException(
          "%s: a stage with one run per %s cannot take the output of %s, which has one run per %s"
              .formatted(
                  value.subject(), oncePer.getName(), stage.key(), stage.oncePer().getName()));
    }
    return stage;
  }

  private static TableStage requireOutput(TableStage stage, GivenValue value) {
    Trials trials = stage.trials();
    if (trials != null) {
      throw new UsageException(
          "%s: the stage %s tries values of %s, and only the best of these can be taken from it"
              .formatted(value.subject(), stage.key(), trials.option()));
    }
    return stage;
  }

  private static StageInput.UserPath toUserPath(String source) {
    String[] parts = source.substring(OPTION_PREFIX.length()).split("/", 2);
    return new StageInput.UserPath(parts[0], parts.length == 1 ? "" : parts[1]);
  }

  private static TableStage single(String recipe, TableHead head, YamlSection file) {
    Map<String, StageInput> inputs = new LinkedHashMap<>();
    for (String name : head.needs() == null ? List.<String>of() : head.needs()) {
      inputs.put(
          name,
          new StageInput.FromUser(
              List.of(new StageInput.UserPath(name, "")), file.subject() + ": needs: " + name));
    }
    Map<String, GivenValue> options = file.find("options").requireValues();
    OptionsFile.requireFree(options, true);
    return new TableStage(recipe, recipe, OncePer.CELL, inputs, options, null);
  }
}
