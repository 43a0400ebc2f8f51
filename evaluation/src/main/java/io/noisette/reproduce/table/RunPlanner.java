package io.noisette.reproduce.table;

import io.noisette.failure.UsageException;
import io.noisette.reproduce.table.ScaleDefinition.RunGroup;
import io.noisette.settings.GivenValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Planner for the runs of a table at a scale; runs that cells share are the same object. */
final class RunPlanner {

  private final @Nullable ScaleDefinition scale;
  private final Map<String, StageRun> runs = new LinkedHashMap<>();
  private final Map<Place, List<StageRun>> planned = new HashMap<>();

  /** A stage of a chain that ends in a cell; several inputs of later stages may come from it. */
  private record Place(String stage, String row, String column, long seed) {

    static Place of(TableStage stage, TableRow row, TableColumn column, long seed) {
      return new Place(stage.key(), row.key(), column.key(), seed);
    }
  }

  /**
   * @param scale source of options and of the cells to measure; null: no options of a scale
   */
  RunPlanner(@Nullable ScaleDefinition scale) {
    this.scale = scale;
  }

  /** Returns the cells in the order in which they are measured: one seed of each cell first. */
  List<CellRun> plan(List<RunGroup> groups) {
    Map<String, CellRun> cells = new LinkedHashMap<>();
    for (RunGroup group : groups) {
      for (long seed : group.seeds()) {
        for (TableRow row : group.rows()) {
          for (TableColumn column : group.columns()) {
            CellRun cell = plan(row, column, seed);
            cells.putIfAbsent(cell.cell() + "/" + seed, cell);
          }
        }
      }
    }
    return new ArrayList<>(cells.values());
  }

  CellRun plan(TableRow row, TableColumn column, long seed) {
    return new CellRun(row, column, seed, run(row.stageIn(column), row, column, seed));
  }

  private StageRun run(TableStage stage, TableRow row, TableColumn column, long seed) {
    Place place = Place.of(stage, row, column, seed);
    List<StageRun> known = planned.get(place);
    if (known != null) {
      return known.get(0);
    }
    StageRun run = share(newRun(stage, row, column, seed, options(stage, row, column), null));
    planned.put(place, List.of(run));
    return run;
  }

  /** Returns the run that cells share, which has to be the same for all of them. */
  private StageRun share(StageRun run) {
    StageRun shared = runs.putIfAbsent(run.path(), run);
    if (shared != null && !shared.texts().equals(run.texts())) {
      throw new UsageException(
          "%s is one run of several cells, but groups of runs give it different options: %s and %s"
              .formatted(run.path(), shared.texts(), run.texts()));
    }
    return shared == null ? run : shared;
  }

  private StageRun newRun(
      TableStage stage,
      TableRow row,
      TableColumn column,
      long seed,
      Map<String, GivenValue> options,
      @Nullable String trial) {
    Map<String, List<StageRun>> inputs = new LinkedHashMap<>();
    Map<String, List<StageRun>> choices = new LinkedHashMap<>();
    stage
        .inputs()
        .forEach(
            (option, input) -> {
              if (input instanceof StageInput.FromStages from) {
                inputs.put(
                    option, from.stages().stream().map(it -> run(it, row, column, seed)).toList());
              } else if (input instanceof StageInput.BestOf best && !options.containsKey(option)) {
                choices.put(option, trials(best.stage(), row, column, seed));
              }
            });
    return new StageRun(
        stage,
        stage.oncePer().hasRow() ? row : null,
        stage.oncePer().hasColumn() ? column : null,
        stage.oncePer().hasSeed() ? seed : null,
        options,
        inputs,
        trial,
        choices);
  }

  /** Returns the runs of a stage that try values of an option, in the order of the values. */
  private List<StageRun> trials(TableStage stage, TableRow row, TableColumn column, long seed) {
    Place place = Place.of(stage, row, column, seed);
    List<StageRun> known = planned.get(place);
    if (known != null) {
      return known;
    }
    Trials trials = Objects.requireNonNull(stage.trials(), stage.key());
    Map<String, GivenValue> options = options(stage, row, column);
    List<StageRun> all = new ArrayList<>();
    for (String value : trials.valuesOf(stage, options)) {
      Map<String, GivenValue> own = new LinkedHashMap<>(options);
      own.computeIfPresent(
          trials.option(), (name, given) -> new GivenValue(given.subject(), List.of(value)));
      all.add(share(newRun(stage, row, column, seed, own, value)));
    }
    planned.put(place, List.copyOf(all));
    return all;
  }

  /**
   * Merges the options: those of the group of runs override the scale's, the row's, the column's
   * and the stage's, in this order. A null removes an option; {@code {row}} and {@code {column}}
   * stand for the keys.
   */
  private Map<String, GivenValue> options(TableStage stage, TableRow row, TableColumn column) {
    Map<String, GivenValue> merged = new LinkedHashMap<>(stage.options());
    if (stage.oncePer().hasColumn()) {
      merged.putAll(column.options().of(stage));
    }
    if (stage.oncePer().hasRow()) {
      merged.putAll(row.options().of(stage));
    }
    if (scale != null) {
      merged.putAll(scale.optionsOf(stage, row, column));
    }
    merged.values().removeIf(GivenValue::isNull);
    merged.replaceAll((name, value) -> fillIn(value, row, column));
    return merged;
  }

  private static GivenValue fillIn(GivenValue value, TableRow row, TableColumn column) {
    List<String> texts = value.texts();
    return texts == null
        ? value
        : new GivenValue(
            value.subject(),
            texts.stream()
                .map(text -> text.replace("{row}", row.key()).replace("{column}", column.key()))
                .toList());
  }
}
