package io.noisette.reproduce.table;

import io.noisette.settings.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, with its options and the paper's numbers.
 *
 * @param stage stage whose metrics the row shows, or null: that of each column
 * @param options options of its cells
 * @param paper the paper's numbers by key of the column
 */
public record TableRow(
    String key,
    Legend legend,
    @Nullable TableStage stage,
    StageOptions options,
    Map<String, PaperNumber> paper) {

  /** Label and note of a row, its position on the x axis of a chart, and the stage it shows. */
  public record Legend(
      @Setting(help = "row label, as printed in the paper (default: the key of the row)")
          @Nullable String label,
      @Setting(
              help = "position of the row on the x axis, for a table that is also drawn as a chart")
          @Nullable Double x,
      @Setting(help = "note on the numbers of the row, printed below the table")
          @Nullable String note,
      @Setting(
              help =
                  "stage whose metrics the row shows in all columns (default: that of each column)")
          @Nullable String stage) {

    public Legend {
      label = OneLine.requireIfGiven("label", label);
      note = OneLine.requireIfGiven("note", note);
    }
  }

  public TableRow {
    paper = Collections.unmodifiableMap(new LinkedHashMap<>(paper));
  }

  /** Returns the stage whose metric the row shows in a column. */
  TableStage stageIn(TableColumn column) {
    return stage == null ? column.stage() : stage;
  }

  /** Returns the row label, as printed in the paper. */
  public String label() {
    String label = legend.label();
    return label == null ? key : label;
  }
}
