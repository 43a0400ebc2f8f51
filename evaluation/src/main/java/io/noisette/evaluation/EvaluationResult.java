package io.noisette.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics from one evaluation, with the model, data and settings they depend on.
 *
 * @param task value of {@code --task}
 * @param n number of examples or sequences that were measured
 * @param metrics values by name, such as {@code rte.acc}; metrics that are undefined are absent
 * @param details model, data and settings as texts and numbers; the names must differ from those of
 *     metrics and of the other components
 */
public record EvaluationResult(
    String task, long n, Map<String, Double> metrics, Map<String, Object> details) {

  /** Name of the detail that tells several rows of one evaluation apart. */
  public static final String ROW = "row";

  public EvaluationResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
