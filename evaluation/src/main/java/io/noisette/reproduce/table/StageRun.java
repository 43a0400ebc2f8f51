package io.noisette.reproduce.table;

import io.noisette.settings.GivenValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run that a table needs: one stage, for the row, column and seed that it depends on.
 *
 * @param row null if the run is shared by all rows
 * @param column null if the run is shared by all columns
 * @param seed null if the run is shared by several cells or seeds; it then has the seed of its
 *     options
 * @param options options of the recipe that the table sets
 * @param inputs runs of earlier stages whose output it takes, by option of the recipe
 * @param trial value that the run tries, or null: the stage tries none
 * @param choices runs of an earlier stage that try values of an option, of which this run takes the
 *     best, by option of the recipe
 */
public record StageRun(
    TableStage stage,
    @Nullable TableRow row,
    @Nullable TableColumn column,
    @Nullable Long seed,
    Map<String, GivenValue> options,
    Map<String, List<StageRun>> inputs,
    @Nullable String trial,
    Map<String, List<StageRun>> choices) {

  public StageRun {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    choices = Collections.unmodifiableMap(new LinkedHashMap<>(choices));
  }

  /** Returns all runs without which this one cannot start. */
  public List<StageRun> requirements() {
    return Stream.concat(inputs.values().stream(), choices.values().stream())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Returns the path of the run relative to the output directory, such as {@code
   * freelb/cola/seed-1}, or {@code infilling/pretrain} for a run that a row shares.
   */
  public String path() {
    return seed == null ? group() : group() + "/seed-" + seed;
  }

  /**
   * Returns the path of the run without the seed, which is the same for runs that differ only in
   * the seed; a trial is a directory below its stage, such as {@code infilling/search/1e-3}.
   */
  public String group() {
    String group =
        switch (stage.oncePer()) {
          case TABLE -> stage.key();
          case ROW, ROW_AND_SEED -> keyOf(row) + "/" + stage.key();
          case COLUMN -> stage.key() + "/" + keyOf(column);
          case CELL -> {
            String cell = keyOf(row) + "/" + keyOf(column);
            yield isMeasured() ? cell : cell + "/" + stage.key();
          }
        };
    return trial == null ? group : group + "/" + trial;
  }

  /** Returns the options of the run, written as on the command line. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    options.forEach(
        (name, value) ->
            texts.put(name, value.texts() == null ? "" : String.join(" ", value.texts())));
    return texts;
  }

  /** Returns a text in which {@code {row}} and {@code {column}} are replaced by the keys. */
  public String fillIn(String text) {
    return text.replace("{row}", keyOf(row)).replace("{column}", keyOf(column));
  }

  /** Whether the cell shows a metric of this run, rather than of a later stage. */
  private boolean isMeasured() {
    return row != null && column != null && row.stageIn(column).key().equals(stage.key());
  }

  private static String keyOf(@Nullable TableRow row) {
    return row == null ? "" : row.key();
  }

  private static String keyOf(@Nullable TableColumn column) {
    return column == null ? "" : column.key();
  }
}
