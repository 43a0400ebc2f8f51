package io.noisette.parity;

import io.noisette.failure.CorruptDataException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of the check of one golden directory.
 *
 * @param kind of its cases
 * @param rows one per compared tensor
 * @param fault reason why nothing was computed, or null
 * @param damage why the first case that cannot be computed is no valid one, or null; its row says
 *     so
 */
record ParityReport(
    String directory,
    String kind,
    List<ParityRow> rows,
    @Nullable String fault,
    @Nullable CorruptDataException damage) {

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
