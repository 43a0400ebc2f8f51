package io.noisette.evaluation;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import java.io.IOException;
import java.util.List;

/**
 * A task of {@code evaluate}, such as {@code denoising}. Modules register theirs in a {@code
 * MapBinder<String, Evaluation<?>>} under the name that {@code --task} takes; constructors must be
 * cheap, because {@code --help} builds all of them. A table of {@code reproduce} may use it as a
 * stage.
 *
 * @param <S> the settings record of the task, with a group {@link EvaluationSettings}
 */
public interface Evaluation<S extends Record & EvaluationConfig> {

  /** Returns the line about the task in {@code evaluate --help}. */
  String getSummary();

  /**
   * Returns the text below the options in {@code evaluate --task NAME --help}: an example and
   * explanations.
   */
  default String getDetails() {
    return "";
  }

  /** Returns the record type of the task's settings. */
  Class<S> getSettingsType();

  /**
   * Evaluates a model on the task and returns the metrics. Long work shows {@link Console#progress}
   * and ends early when {@code stop} is requested; the results returned then are discarded.
   *
   * @return results that can be compared with each other, one per row of the printed table
   */
  List<EvaluationResult> evaluate(S settings, Console console, StopSignal stop) throws IOException;
}
