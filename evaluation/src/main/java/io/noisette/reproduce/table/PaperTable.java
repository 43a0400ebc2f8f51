package io.noisette.reproduce.table;

import static java.util.stream.Collectors.joining;

import io.noisette.failure.UsageException;
import io.noisette.settings.GivenValue;
import io.noisette.settings.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of a paper: its cells, the numbers it prints, and how to measure them anew. {@link
 * TableFile} reads it.
 *
 * @param name that of its file
 * @param options of every cell, for the recipe
 * @param setup what the paper worked with, by what it is: model, data
 */
public record PaperTable(
    String name,
    Head head,
    Map<String, GivenValue> options,
    Map<String, String> setup,
    List<Column> columns,
    List<Row> rows,
    Map<TableScale, Share> scales) {

  /** What stands at the top of the file. */
  public record Head(
      @Setting(help = "title of the table, in one line") String title,
      @Setting(help = "paper and number of the table") String source,
      @Setting(
              help =
                  "statistic behind the paper's numbers: mean or median, number of seeds,"
                      + " spread")
          String statistic,
      @Setting(help = "model that the paper's numbers were measured with") String paperModel,
      @Setting(help = "heading of the row labels, such as method or ordering") String rowsAre,
      @Setting(help = "recipe that measures each cell") String recipe,
      @Setting(help = "options of reproduce that are required for this table") List<String> needs,
      @Setting(help = "number of decimal places of measured numbers", byDefault = "2")
          int decimals) {}

  /**
   * A column.
   *
   * @param options of its cells, for the recipe
   */
  public record Column(String key, Figure figure, Map<String, GivenValue> options) {
    public Column {
      options = copy(options);
    }

    public String label() {
      return labelOf(figure.label(), key);
    }
  }

  /** What a column shows. */
  public record Figure(
      @Setting(help = "label as printed in the paper (default: the key)") @Nullable String label,
      @Setting(help = "unit of the numbers, such as accuracy, %") String unit,
      @Setting(help = "recipe's metric that the column shows") String metric,
      @Setting(help = "factor that converts the metric to the paper's unit", byDefault = "1")
          double factor) {}

  /**
   * A row.
   *
   * @param options of its cells, for the recipe
   * @param paper its numbers by column
   */
  public record Row(
      String key, Legend legend, Map<String, GivenValue> options, Map<String, PaperNumber> paper) {
    public Row {
      options = copy(options);
      paper = copy(paper);
    }

    public String label() {
      return labelOf(legend.label(), key);
    }
  }

  /** What is said of a row. */
  public record Legend(
      @Setting(help = "label as printed in the paper (default: the key)") @Nullable String label,
      @Setting(help = "position on the x axis, if the table is a figure") @Nullable Double x,
      @Setting(help = "footnote on the row's numbers, printed under the table")
          @Nullable String note) {}

  /**
   * What of a table is measured at a scale.
   *
   * @param notes what the result shows and what it does not, sentence by sentence
   * @param options for the recipe, before those of cells
   * @param setup what is worked with here, by the names of the paper's setup
   */
  public record Share(
      List<String> notes,
      Map<String, GivenValue> options,
      Map<String, String> setup,
      List<Part> parts) {
    public Share {
      notes = List.copyOf(notes);
      options = copy(options);
      setup = copy(setup);
      parts = List.copyOf(parts);
    }
  }

  /** Cells that are measured with the same seeds: every one of the rows and columns. */
  public record Part(List<Row> rows, List<Column> columns, List<Long> seeds) {
    public Part {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
      seeds = List.copyOf(seeds);
    }
  }

  public PaperTable {
    options = copy(options);
    setup = copy(setup);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    scales = copy(scales);
  }

  /**
   * The trainings at a scale, in the order in which they are done: first of each cell one.
   *
   * @throws UsageException if the table has no such scale
   */
  public List<CellRun> plan(TableScale scale) {
    Share share = scales.get(scale);
    if (share == null) {
      throw new UsageException(
          "%s has no scale %s; it has %s"
              .formatted(
                  name,
                  scale.getName(),
                  scales.keySet().stream().map(TableScale::getName).collect(joining(", "))));
    }
    Map<String, CellRun> runs = new LinkedHashMap<>();
    for (Part part : share.parts()) {
      for (long seed : part.seeds()) {
        for (Row row : part.rows()) {
          for (Column column : part.columns()) {
            CellRun run = new CellRun(row, column, seed, options(row, column, scale));
            runs.putIfAbsent(run.path(), run);
          }
        }
      }
    }
    return List.copyOf(runs.values());
  }

  /**
   * The options of a cell: the scale's come before those of the row, the column and the table. A
   * null takes an option away, and {@code {row}} and {@code {column}} stand for the keys.
   */
  public Map<String, GivenValue> options(Row row, Column column, TableScale scale) {
    Map<String, GivenValue> merged = new LinkedHashMap<>(options);
    merged.putAll(column.options());
    merged.putAll(row.options());
    Share share = scales.get(scale);
    merged.putAll(share == null ? Map.of() : share.options());
    merged.values().removeIf(GivenValue::isNull);
    merged.replaceAll((name, value) -> fillIn(value, row, column));
    return merged;
  }

  private static GivenValue fillIn(GivenValue value, Row row, Column column) {
    List<String> texts = value.texts();
    return texts == null
        ? value
        : new GivenValue(
            value.subject(),
            texts.stream()
                .map(text -> text.replace("{row}", row.key()).replace("{column}", column.key()))
                .toList());
  }

  private static String labelOf(@Nullable String label, String key) {
    return label == null ? key : label;
  }

  private static <K, V> Map<K, V> copy(Map<K, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }
}
