package io.noisette.seq2seq.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was noticed while reading the pairs of some files.
 *
 * @param rows number of rows that were read
 * @param skippedRows number of rows that were left out
 * @param copies number of rows whose target equals the source
 * @param sources lengths of the sources
 * @param targets lengths of the targets
 * @param digests SHA-256 of each file by its path
 */
public record PairSummary(
    long rows,
    long skippedRows,
    long copies,
    LengthCount sources,
    LengthCount targets,
    Map<String, String> digests) {

  public PairSummary {
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }

  /** Returns the counts of cut texts by name, for results. */
  public Map<String, Object> toDetails() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("rows", rows);
    details.put("skipped_rows", skippedRows);
    details.put("cut_sources", sources.getCutTexts());
    details.put("cut_source_share", sources.getCutShare());
    details.put("cut_targets", targets.getCutTexts());
    details.put("cut_target_share", targets.getCutShare());
    return details;
  }
}
