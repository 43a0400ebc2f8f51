package io.noisette.parity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts on one golden directory.
 *
 * @param fault why nothing was computed, or null if the rows say it all
 */
record ParityReport(String directory, String kind, List<ParityRow> rows, @Nullable String fault) {

  ParityReport {
    rows = List.copyOf(rows);
  }

  boolean holds() {
    return fault == null && rows.stream().allMatch(ParityRow::holds);
  }

  long countFailed() {
    return rows.stream().filter(row -> !row.holds()).count();
  }
}
