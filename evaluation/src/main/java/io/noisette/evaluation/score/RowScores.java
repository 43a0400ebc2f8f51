package io.noisette.evaluation.score;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.evaluation.text.Bleu;
import io.noisette.evaluation.text.MeasuredRows;
import io.noisette.run.DurableFiles;
import io.noisette.run.OutputPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** File of the scores of each row: one JSON object per system and row. */
final class RowScores {

  /** First key of a line. */
  private static final String PREDICTIONS = "predictions";

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private RowScores() {}

  /**
   * Checks that the file can be written.
   *
   * @param inputs files that are read besides the predictions
   */
  static void requirePlace(ScoreSettings settings, List<Path> inputs) throws IOException {
    if (settings.rowScores() != null) {
      OutputPlace.requireFile("--row-scores", settings.rowScores());
      OutputPlace.requireOther("--row-scores", settings.rowScores(), settings.predictions());
      OutputPlace.requireOther("--row-scores", settings.rowScores(), inputs);
      OutputPlace.requireEarlier("--row-scores", settings.rowScores(), "{\"" + PREDICTIONS + "\":");
    }
  }

  static void write(ScoreSettings settings, List<SystemScores> systems) throws IOException {
    Path file = settings.rowScores();
    if (file == null) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (SystemScores system : systems) {
      for (int row = 0; row < system.rows().getSize(); row++) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(PREDICTIONS, system.file().toString());
        if (system.ids().isEmpty()) {
          json.put("row", row + 1);
        } else {
          json.put("id", system.ids().get(row));
        }
        json.putAll(getFigures(system.rows(), row));
        lines.append(GSON.toJson(json)).append('\n');
      }
    }
    DurableFiles.replace(file, lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A sentence may be too short for the longest n-grams, which BLEU must not count then. */
  private static Map<String, Double> getFigures(MeasuredRows rows, int row) {
    return rows.getMetric() instanceof Bleu bleu
        ? new Bleu(bleu.options().with(changes -> changes.effectiveOrder(true)))
            .compute(rows.getStatistics(row), 1)
        : rows.getFigures(row);
  }
}
