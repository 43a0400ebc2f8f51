package io.noisette.evaluation;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.command.Topic;
import java.io.IOException;
import java.util.List;

/** Adapter that runs one {@link Evaluation} as {@code evaluate --task NAME}. */
final class TaskCommand<S extends Record & EvaluationConfig> implements Command<S> {

  private final Evaluation<S> evaluation;

  TaskCommand(Evaluation<S> evaluation) {
    this.evaluation = evaluation;
  }

  @Override
  public String getSummary() {
    return evaluation.getSummary();
  }

  @Override
  public String getDetails() {
    return evaluation.getDetails();
  }

  @Override
  public Topic getTopic() {
    return Topic.RESULTS;
  }

  @Override
  public Class<S> getSettingsType() {
    return evaluation.getSettingsType();
  }

  @Override
  public int execute(S settings, Console console) throws IOException {
    try (StopSignal stop = StopSignal.listen(console, "stopping; no results will be printed")) {
      List<EvaluationResult> results = evaluation.evaluate(settings, console, stop);
      if (!stop.isRequested()) {
        new ResultPrinter(console.out()).print(results, settings.evaluation().format());
      }
    }
    return 0;
  }
}
