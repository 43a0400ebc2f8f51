package io.noisette.evaluation.score;

import io.noisette.evaluation.text.Bleu;
import io.noisette.evaluation.text.MeasuredRows;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores of the predictions of one system.
 *
 * @param figures of all rows; those that the metric's rows have too get intervals
 * @param note line that the metric's users know, such as sacreBLEU's, or null
 * @param ids of the rows, or an empty list
 */
record SystemScores(
    Path file,
    MeasuredRows rows,
    Map<String, Double> figures,
    @Nullable String note,
    List<String> ids) {

  static SystemScores of(Path file, MeasuredRows rows) {
    String note =
        rows.getMetric() instanceof Bleu bleu ? bleu.toScore(rows.getSums()).describe() : null;
    return new SystemScores(file, rows, new LinkedHashMap<>(rows.getFigures()), note, List.of());
  }
}
