package io.noisette.distillation.sequence;

import io.noisette.distillation.classifier.StudentResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Figures of a teacher, or of one kind of students over all seeds that have finished.
 *
 * @param name such as {@code student alone}
 * @param figures by heading: the loss in nats per target token, and the metric by greedy and by
 *     beam search
 */
public record SequenceResult(String name, Map<String, StudentResult> figures) {

  public SequenceResult {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }

  /** Returns the figures of a teacher, which has no random seeds. */
  static SequenceResult ofTeacher(String name, Map<String, Double> values) {
    Map<String, StudentResult> figures = new LinkedHashMap<>();
    values.forEach(
        (heading, value) ->
            figures.put(heading, StudentResult.of(name, List.of(), List.of(), List.of(value))));
    return new SequenceResult(name, figures);
  }

  /**
   * Summarizes the figures of several runs.
   *
   * @param runs what each random seed has reached
   */
  static SequenceResult of(String name, Map<Long, SequenceEnd> runs) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    runs.values()
        .forEach(
            run ->
                run.figures()
                    .forEach(
                        (heading, value) ->
                            values.computeIfAbsent(heading, it -> new ArrayList<>()).add(value)));
    Map<String, StudentResult> figures = new LinkedHashMap<>();
    List<Long> seeds = List.copyOf(runs.keySet());
    List<Long> steps = runs.values().stream().map(SequenceEnd::steps).toList();
    values.forEach(
        (heading, all) -> figures.put(heading, StudentResult.of(name, seeds, steps, all)));
    return new SequenceResult(name, figures);
  }
}
