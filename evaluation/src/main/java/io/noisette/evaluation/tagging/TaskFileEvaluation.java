package io.noisette.evaluation.tagging;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.evaluation.task.TaskEvaluation;
import io.noisette.evaluation.task.TaskEvaluationConfig;
import java.io.IOException;
import java.util.List;

/** Evaluation on the task of a YAML file: tagging if it has tags, otherwise classification. */
final class TaskFileEvaluation implements Evaluation<TaskEvaluationConfig> {

  private final TaskEvaluation classification;

  TaskFileEvaluation(TaskEvaluation classification) {
    this.classification = classification;
  }

  @Override
  public String getSummary() {
    return "Evaluate a task that a YAML file defines (docs/tasks.md, docs/tagging.md)";
  }

  @Override
  public String getDetails() {
    return classification.getDetails()
        + """


            A file with the key tags defines a tagging task (docs/tagging.md): the model needs a
            tagging head, and predictions are a word and its tag per line.\
        """;
  }

  @Override
  public Class<TaskEvaluationConfig> getSettingsType() {
    return TaskEvaluationConfig.class;
  }

  @Override
  public List<EvaluationResult> evaluate(
      TaskEvaluationConfig settings, Console console, StopSignal stop) throws IOException {
    TaggingTask task = TaggingTask.find(settings.evaluation().task());
    return task == null
        ? classification.evaluate(settings, console, stop)
        : new TaggingEvaluator(task, settings, console, stop).evaluate();
  }
}
