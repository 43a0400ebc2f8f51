package io.noisette.distillation.sequence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures of the students that have finished, by random seed. */
final class StudentFigures {

  static final String ALONE = "student alone";
  static final String DISTILLED = "distilled student";

  final Map<Long, SequenceEnd> alone = new LinkedHashMap<>();
  final Map<Long, SequenceEnd> distilled = new LinkedHashMap<>();
  private final SequenceDistillConfig config;
  private final List<SequenceResult> teachers;
  private long steps; // planned ones of each student

  StudentFigures(SequenceDistillConfig config, List<SequenceResult> teachers) {
    this.config = config;
    this.teachers = teachers;
  }

  void setSteps(long steps) {
    this.steps = steps;
  }

  SequenceSummary summarize() {
    var metric = config.metric().findTextMetric();
    return new SequenceSummary(
        config.level().toString(),
        metric == null ? Evaluations.LOSS : metric.getMainFigure(),
        steps,
        teachers,
        SequenceResult.of(ALONE, alone),
        SequenceResult.of(DISTILLED + " (" + config.level() + ")", distilled));
  }
}
