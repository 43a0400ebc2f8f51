package io.noisette.noising;

import io.noisette.noising.NoiseSpec.Step;
import java.util.List;
import java.util.Locale;

/**
 * Exceptions for errors in a noise spec, with three lines: column and problem, the spec, and a
 * caret under the column.
 */
final class SpecProblem {

  private SpecProblem() {}

  static IllegalArgumentException at(String text, int position, String problem) {
    String oneLine = text.replaceAll("\\s", " ");
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "noise spec, column %d: %s\n  %s\n  %s^",
            position + 1,
            problem,
            oneLine,
            " ".repeat(position)));
  }

  /** Creates an exception that points at a step of the canonical spec. */
  static IllegalArgumentException atStep(NoiseSpec spec, int step, String problem) {
    return at(spec.toString(), start(spec.steps(), step), problem);
  }

  /**
   * Creates an exception that points at the name of an argument, or at its step if the argument is
   * not given.
   */
  static IllegalArgumentException atName(
      NoiseSpec spec, int step, String argument, String problem) {
    int offset = offset(spec.steps().get(step), argument);
    return at(spec.toString(), start(spec.steps(), step) + offset, problem);
  }

  /** Creates an exception that points at the value of an argument, or at the name of a flag. */
  static IllegalArgumentException atValue(
      NoiseSpec spec, int step, String argument, String problem) {
    Step written = spec.steps().get(step);
    boolean hasValue = !written.arguments().getOrDefault(argument, "").isEmpty();
    int offset = offset(written, argument) + (hasValue ? argument.length() + 1 : 0);
    return at(spec.toString(), start(spec.steps(), step) + offset, problem);
  }

  private static int start(List<Step> steps, int step) {
    return steps.subList(0, step).stream().mapToInt(s -> s.toString().length() + 1).sum();
  }

  private static int offset(Step step, String argument) {
    int offset = step.name().length() + 1;
    for (var entry : step.arguments().entrySet()) {
      if (entry.getKey().equals(argument)) {
        return offset;
      }
      int value = entry.getValue().length();
      offset += entry.getKey().length() + (value == 0 ? 0 : value + 1) + 1;
    }
    return 0;
  }
}
