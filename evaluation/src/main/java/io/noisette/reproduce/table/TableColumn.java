package io.noisette.reproduce.table;

import io.noisette.settings.Setting;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, with the stage and the metric that measure it.
 *
 * @param stage stage whose metric the column shows
 * @param options options of its cells
 */
public record TableColumn(String key, Measure measure, TableStage stage, StageOptions options) {

  /** What a column shows: label, unit, metric and the stage that measures it. */
  public record Measure(
      @Setting(help = "column heading, as printed in the paper (default: the key of the column)")
          @Nullable String label,
      @Setting(help = "unit of the column's numbers, such as 'accuracy, %'") String unit,
      @Setting(help = "name of the metric that the column shows, such as cola.mcc") String metric,
      @Setting(
              help = "factor that converts the metric to the paper's unit, such as 100 for percent",
              byDefault = "1")
          double factor,
      @Setting(help = "stage whose metric the column shows (default: the last stage)")
          @Nullable String stage) {

    public Measure {
      label = OneLine.requireIfGiven("label", label);
      unit = OneLine.require("unit", unit);
      metric = OneLine.require("metric", metric);
    }
  }

  /** Returns the column heading, as printed in the paper. */
  public String label() {
    String label = measure.label();
    return label == null ? key : label;
  }
}
