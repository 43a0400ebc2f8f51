package io.noisette.evaluation;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.command.Variants;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Subcommand {@code evaluate}: evaluates a model on one of the registered tasks. */
public final class EvaluateCommand implements Command<EvaluationSettings> {

  private final Variants tasks;

  /** Creates the subcommand for the given evaluations, by task name. */
  @Inject
  public EvaluateCommand(Map<String, Evaluation<?>> evaluations) {
    Map<String, Command<?>> commands = new LinkedHashMap<>();
    evaluations.forEach((name, evaluation) -> commands.put(name, new TaskCommand<>(evaluation)));
    tasks = new Variants("task", commands);
  }

  @Override
  public String getSummary() {
    return "Evaluate a model on held-out data";
  }

  @Override
  public Topic getTopic() {
    return Topic.MODEL;
  }

  @Override
  public Variants getVariants() {
    return tasks;
  }

  @Override
  public Class<EvaluationSettings> getSettingsType() {
    return EvaluationSettings.class;
  }

  @Override
  public int execute(EvaluationSettings settings, Console console) {
    throw new UnsupportedOperationException(
        "evaluate has no command of its own: the command of the task must be executed");
  }
}
