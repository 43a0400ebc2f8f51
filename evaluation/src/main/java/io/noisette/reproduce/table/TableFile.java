package io.noisette.reproduce.table;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.table.PaperTable.Column;
import io.noisette.reproduce.table.PaperTable.Figure;
import io.noisette.reproduce.table.PaperTable.Head;
import io.noisette.reproduce.table.PaperTable.Legend;
import io.noisette.reproduce.table.PaperTable.Part;
import io.noisette.reproduce.table.PaperTable.Row;
import io.noisette.reproduce.table.PaperTable.Share;
import io.noisette.settings.GivenValue;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.Suggestion;
import io.noisette.settings.YamlSection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a table; what it does not know is an error with file, line and key. */
public final class TableFile {

  /** Keys are names of directories. */
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9.-]*");

  /** What is said of a scale. */
  public record Notes(
      @Setting(
              help =
                  "sentences on the limits of the result: its meaning at this scale, and what"
                      + " it cannot show")
          List<String> notes) {}

  /** What stands under a part of a scale; what is absent means all. */
  public record PartText(
      @Setting(help = "keys of the rows to measure (default: all)") @Nullable List<String> rows,
      @Setting(help = "keys of the columns to measure (default: all)")
          @Nullable List<String> columns,
      @Setting(help = "random seeds; each cell is trained once per seed") List<Long> seeds) {}

  private final YamlSection file;
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private TableFile(YamlSection file) {
    this.file = file;
  }

  /**
   * Reads a table.
   *
   * @param name of the table
   * @throws UsageException if the file defines none
   */
  public static PaperTable read(String name, YamlSection file) {
    return new TableFile(file).read(name);
  }

  private PaperTable read(String name) {
    Head head =
        SettingsSchema.of(Head.class).read(file, "options", "setup", "columns", "rows", "scales");
    sections(file, "columns").forEach((key, column) -> columns.put(key, readColumn(key, column)));
    sections(file, "rows").forEach((key, row) -> rows.put(key, readRow(key, row)));
    Map<TableScale, Share> scales = new EnumMap<>(TableScale.class);
    sections(file, "scales")
        .forEach((key, share) -> scales.put(scale(share, key), readShare(share)));
    return new PaperTable(
        name,
        head,
        options(file),
        setup(file),
        List.copyOf(columns.values()),
        List.copyOf(rows.values()),
        scales);
  }

  private Column readColumn(String key, YamlSection section) {
    requireKey(section, key);
    return new Column(
        key, SettingsSchema.of(Figure.class).read(section, "options"), options(section));
  }

  private Row readRow(String key, YamlSection section) {
    requireKey(section, key);
    Legend legend = SettingsSchema.of(Legend.class).read(section, "options", "paper");
    Map<String, PaperNumber> paper = new LinkedHashMap<>();
    section
        .find("paper")
        .requireValues()
        .forEach(
            (column, value) -> {
              choose(columns, column, value.subject());
              paper.put(column, PaperNumber.parse(value.subject(), textOf(value)));
            });
    return new Row(key, legend, options(section), paper);
  }

  private Share readShare(YamlSection section) {
    Notes notes = SettingsSchema.of(Notes.class).read(section, "options", "setup", "runs");
    List<Part> parts = new ArrayList<>();
    for (YamlSection run : sections(section, "runs").values()) {
      PartText part = SettingsSchema.of(PartText.class).read(run);
      parts.add(
          new Part(
              choose(rows, part.rows(), run.subject() + ": rows"),
              choose(columns, part.columns(), run.subject() + ": columns"),
              part.seeds()));
    }
    return new Share(notes.notes(), options(section), setup(section), parts);
  }

  private static Map<String, YamlSection> sections(YamlSection section, String name) {
    return section.require(name).requireSections();
  }

  private static Map<String, GivenValue> options(YamlSection section) {
    return section.find("options").requireValues();
  }

  private static Map<String, String> setup(YamlSection section) {
    Map<String, String> texts = new LinkedHashMap<>();
    section.find("setup").requireValues().forEach((name, value) -> texts.put(name, textOf(value)));
    return texts;
  }

  private static TableScale scale(YamlSection section, String key) {
    for (TableScale scale : TableScale.values()) {
      if (scale.getName().equals(key)) {
        return scale;
      }
    }
    throw new UsageException(section.subject() + " is no scale; there are smoke, desk, paper");
  }

  /** The rows or columns of these keys, or all of them. */
  private static <T> List<T> choose(
      Map<String, T> all, @Nullable List<String> keys, String subject) {
    return keys == null
        ? List.copyOf(all.values())
        : keys.stream().map(key -> choose(all, key, subject)).toList();
  }

  private static <T> T choose(Map<String, T> all, String key, String subject) {
    T chosen = all.get(key);
    if (chosen == null) {
      String hint = Suggestion.forTypo(key, all.keySet());
      throw new UsageException(subject + ": the table has no '" + key + "'" + hint);
    }
    return chosen;
  }

  private static String textOf(GivenValue value) {
    List<String> texts = value.texts();
    if (texts == null || texts.size() != 1) {
      throw new UsageException(value.subject() + " must be one value");
    }
    return texts.get(0);
  }

  private static void requireKey(YamlSection section, String key) {
    if (!KEY.matcher(key).matches()) {
      throw new UsageException(
          section.subject() + ": a key is of a-z, 0-9, hyphens and points; label is for the rest");
    }
  }
}
