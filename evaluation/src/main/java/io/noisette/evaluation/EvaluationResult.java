package io.noisette.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one measurement says, and of what it was taken.
 *
 * @param task the name that {@code --task} gave
 * @param n samples that were measured
 * @param metrics by name, such as {@code rte.acc}; those that do not exist here are absent
 * @param details what the numbers depend on: texts and numbers by names that are neither those of
 *     the other components nor of metrics
 */
public record EvaluationResult(
    String task, long n, Map<String, Double> metrics, Map<String, Object> details) {

  public EvaluationResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
