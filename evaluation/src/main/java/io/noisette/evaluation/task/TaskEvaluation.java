package io.noisette.evaluation.task;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import jakarta.inject.Provider;
import java.io.IOException;
import java.util.List;

/** Evaluation on a classification or regression task, such as {@code evaluate --task rte}. */
public final class TaskEvaluation implements Evaluation<TaskEvaluationConfig> {

  private final String summary;
  private final Provider<PredictionMerge> merge;

  /**
   * Creates an evaluation.
   *
   * @param merge what {@code --specialists} stands for
   */
  public TaskEvaluation(String summary, Provider<PredictionMerge> merge) {
    this.summary = summary;
    this.merge = merge;
  }

  @Override
  public String getSummary() {
    return summary;
  }

  @Override
  public String getDetails() {
    return """
    noisette evaluate --task rte --data glue --model runs/rte/seed-1
    noisette evaluate --task rte --data glue --model runs/rte/seed-1 --split test --predictions RTE.tsv
    noisette evaluate --task my-task.yaml --data my-data --model runs/mine
    noisette evaluate --task my-task.yaml --data my-data --model runs/mine --specialists runs/specialists

        The model needs a classification head for the task's labels, which are matched by name.
        docs/tasks.md explains the layout of data directories and the keys of a task's YAML file.\
    """;
  }

  @Override
  public Class<TaskEvaluationConfig> getSettingsType() {
    return TaskEvaluationConfig.class;
  }

  @Override
  public List<EvaluationResult> evaluate(
      TaskEvaluationConfig settings, Console console, StopSignal stop) throws IOException {
    ClassificationTask task = TaskLookup.find(settings.evaluation().task());
    return new TaskEvaluator(task, settings, merge, console, stop).evaluate();
  }
}
