package io.noisette.reproduce.table;

import static java.util.stream.Collectors.toMap;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.table.ScaleDefinition.RunGroup;
import io.noisette.settings.Bounds;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.YamlSection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the YAML file that defines a table; an unknown key is an error that names file and
 * line.
 */
public final class TableFile {

  /** YAML keys of a scale that are not sections: its notes. */
  public record Notes(
      @Setting(help = "notes printed below the table on what the numbers show, one sentence each")
          List<String> notes) {

    public Notes {
      notes = notes.stream().map(note -> OneLine.require("notes", note)).toList();
    }
  }

  /** YAML keys of an entry of {@code runs}: rows, columns and seeds to measure. */
  public record GroupKeys(
      @Setting(help = "keys of the rows to measure (default: all rows)")
          @Nullable List<String> rows,
      @Setting(help = "keys of the columns to measure (default: all columns)")
          @Nullable List<String> columns,
      @Setting(help = "random seeds; these rows and columns are measured once per seed")
          List<Long> seeds) {

    public GroupKeys {
      Bounds.requireSeeds(seeds);
    }
  }

  private final YamlSection file;
  private final TableHead head;
  private final StageFile stages;
  private final OptionsFile options;
  private final Map<String, TableColumn> columns = new LinkedHashMap<>();
  private final Map<String, TableRow> rows = new LinkedHashMap<>();

  private TableFile(YamlSection file) {
    this.file = file;
    this.head =
        SettingsSchema.of(TableHead.class)
            .read(file, "stages", "options", "setup", "columns", "rows", "scales");
    this.stages = new StageFile(head, file);
    this.options = new OptionsFile(stages.stages(), head.recipe() == null);
  }

  /**
   * Converts a table's YAML file to its definition.
   *
   * @param name name of the table
   * @throws UsageException if the file does not define one
   */
  public static PaperTable read(String name, YamlSection file) {
    return new TableFile(file).read(name);
  }

  private PaperTable read(String name) {
    sections(file, "columns").forEach((key, column) -> columns.put(key, readColumn(key, column)));
    sections(file, "rows").forEach((key, row) -> rows.put(key, readRow(key, row)));
    Map<TableScale, ScaleDefinition> scales = new EnumMap<>(TableScale.class);
    sections(file, "scales")
        .forEach((key, section) -> scales.put(scale(section, key), readScale(section)));
    return new PaperTable(
        name,
        head,
        List.copyOf(stages.stages().values()),
        setup(file),
        List.copyOf(columns.values()),
        List.copyOf(rows.values()),
        scales);
  }

  private TableColumn readColumn(String key, YamlSection section) {
    requireKey(section, key);
    TableColumn.Measure measure =
        SettingsSchema.of(TableColumn.Measure.class).read(section, "options");
    TableStage stage = stages.stageOf(section, measure);
    return new TableColumn(key, measure, stage, options.ofColumn(section, stage));
  }

  private TableRow readRow(String key, YamlSection section) {
    requireKey(section, key);
    TableRow.Legend legend =
        SettingsSchema.of(TableRow.Legend.class).read(section, "options", "paper");
    Map<String, PaperNumber> paper = new LinkedHashMap<>();
    section
        .find("paper")
        .requireValues()
        .forEach(
            (column, value) -> {
              TableKeys.choose(columns, column, value.subject());
              paper.put(column, PaperNumber.parse(value.subject(), TableKeys.textOf(value)));
            });
    return new TableRow(
        key, legend, stages.stageOf(section, legend), options.ofRow(section), paper);
  }

  private ScaleDefinition readScale(YamlSection section) {
    Notes notes = SettingsSchema.of(Notes.class).read(section, "options", "setup", "runs");
    List<RunGroup> groups = new ArrayList<>();
    for (YamlSection run : sections(section, "runs").values()) {
      GroupKeys keys = SettingsSchema.of(GroupKeys.class).read(run, "options");
      groups.add(
          new RunGroup(
              choose(rows, keys.rows(), run.subject() + ": rows"),
              choose(columns, keys.columns(), run.subject() + ": columns"),
              keys.seeds(),
              options.ofScale(run)));
    }
    return new ScaleDefinition(notes.notes(), options.ofScale(section), setup(section), groups);
  }

  /** Keys are directories, so that a row or column cannot have the key of a stage. */
  private void requireKey(YamlSection section, String key) {
    TableKeys.require(section, key);
    if (head.recipe() == null && stages.stages().containsKey(key)) {
      throw new UsageException(
          section.subject() + ": a row or column cannot have the same key as a stage");
    }
  }

  private static Map<String, YamlSection> sections(YamlSection section, String name) {
    return section.require(name).requireSections();
  }

  private static Map<String, String> setup(YamlSection section) {
    return section.find("setup").requireValues().entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                entry -> TableKeys.textOf(entry.getValue()),
                (first, second) -> second,
                LinkedHashMap::new));
  }

  private static TableScale scale(YamlSection section, String key) {
    return Arrays.stream(TableScale.values())
        .filter(scale -> scale.getName().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    section.subject() + " is not a scale; the scales are smoke, desk, paper"));
  }

  /** Returns the rows or columns with these keys, or all of them. */
  private static <T> List<T> choose(
      Map<String, T> all, @Nullable List<String> keys, String subject) {
    return keys == null
        ? List.copyOf(all.values())
        : keys.stream().map(key -> TableKeys.choose(all, key, subject)).toList();
  }
}
