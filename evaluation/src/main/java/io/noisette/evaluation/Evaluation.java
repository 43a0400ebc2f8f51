package io.noisette.evaluation;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import java.io.IOException;
import java.util.List;

/**
 * A task of {@code evaluate}. Modules bind theirs in a {@code MapBinder<String, Evaluation<?>>} by
 * the name that {@code --task} gives it; constructors must be cheap, because {@code --help} builds
 * them all.
 *
 * @param <S> the options of the task: a group {@link EvaluationSettings} and its own
 */
public interface Evaluation<S extends Record & EvaluationConfig> {

  /** What is measured, as one line of {@code evaluate --help}. */
  String getSummary();

  /** Text under the options in {@code evaluate --task NAME --help}: an example, what to know. */
  default String getDetails() {
    return "";
  }

  Class<S> getSettingsType();

  /**
   * Measures. Long work shows {@link Console#progress}, and ends early when {@code stop} is
   * requested: what it returns then is not shown.
   *
   * @return results to be compared with each other, each a row of the table
   */
  List<EvaluationResult> evaluate(S settings, Console console, StopSignal stop) throws IOException;
}
