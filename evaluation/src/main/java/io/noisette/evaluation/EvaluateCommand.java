package io.noisette.evaluation;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.command.Variants;
import io.noisette.evaluation.score.ScoreCommands;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Subcommand {@code evaluate}: evaluates a model on one of the registered tasks, or scores texts by
 * a metric.
 */
public final class EvaluateCommand implements Command<EvaluateOptions> {

  private final List<Variants> variants;

  /** Creates the subcommand for the given evaluations, by task name. */
  @Inject
  public EvaluateCommand(Map<String, Evaluation<?>> evaluations) {
    Map<String, Command<?>> commands = new LinkedHashMap<>();
    evaluations.forEach((name, evaluation) -> commands.put(name, new TaskCommand<>(evaluation)));
    variants =
        List.of(new Variants("task", commands), new Variants("metric", ScoreCommands.create()));
  }

  @Override
  public String getSummary() {
    return "Evaluate a model on held-out data, or score texts by a metric";
  }

  @Override
  public Topic getTopic() {
    return Topic.RESULTS;
  }

  @Override
  public List<Variants> getVariants() {
    return variants;
  }

  @Override
  public Class<EvaluateOptions> getSettingsType() {
    return EvaluateOptions.class;
  }

  @Override
  public int execute(EvaluateOptions settings, Console console) {
    throw new UnsupportedOperationException(
        "evaluate has no command of its own: that of the task or metric must be executed");
  }
}
