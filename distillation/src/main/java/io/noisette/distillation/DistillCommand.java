package io.noisette.distillation;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.command.Variants;
import io.noisette.distillation.sequence.Level;
import io.noisette.distillation.sequence.SequenceDistillCommand;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.report.RunReports;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Subcommand {@code distill}: trains a student on the predictions of teachers. */
final class DistillCommand implements Command<DistillConfig> {

  private final RunReports reports;

  @Inject
  DistillCommand(RunReports reports) {
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Distill fine-tuned models into a smaller one, and compare it with training alone";
  }

  @Override
  public Topic getTopic() {
    return Topic.DISTILLATION;
  }

  @Override
  public List<Variants> getVariants() {
    Map<String, Command<?>> levels = new LinkedHashMap<>();
    for (Level level : Level.values()) {
      levels.put(level.toString(), new SequenceDistillCommand(level, reports));
    }
    return List.of(new Variants("level", levels));
  }

  @Override
  public boolean isVariantRequired() {
    return false; // without a level, the models are classifiers
  }

  @Override
  public String getDetails() {
    return """
    Without --level, teachers and student are classifiers or regression models. Examples:
      noisette distill --teacher runs/sst2 --student bert-tiny --task sst2 --data glue \\
          --unlabelled reviews.txt --output runs/distilled
      noisette distill --teacher runs/a runs/b runs/c --student 'layers(3)' --task rte --data glue \\
          --seeds 1,2,3 --output runs/distilled-ensemble

    The loss is hard-weight * (cross-entropy of the labels) + soft-weight * T² * (KL divergence from
    the teachers at temperature T); for a regression, squared errors without T. The texts are the
    training set of the task and those of --unlabelled, which have the second term only.

    The teachers' logits are computed first and stored in OUTPUT/teacher-scores, each teacher with
    its own tokenizer and length; then no teacher is in memory. For each seed two students are
    trained with the same number of steps, unless --patience ends one: OUTPUT/alone/seed-N on the
    labels only, and OUTPUT/distilled/seed-N. Each is a run directory, whose checkpoints/best is a
    Hugging Face model directory. OUTPUT/summary.json and the table at the end compare teachers and
    both students.
    The same command resumes; Ctrl-C saves the last complete step.
    """;
  }

  @Override
  public Map<String, List<String>> getNames() {
    return Map.of("task", TaskLookup.names());
  }

  @Override
  public Class<DistillConfig> getSettingsType() {
    return DistillConfig.class;
  }

  @Override
  public int execute(DistillConfig config, Console console) throws IOException {
    reports.trainEach(
        console,
        (stop, observer) -> {
          DistillationSummary summary =
              new DistillRecipe(config, console, observer::observe).train(stop);
          if (summary != null) {
            console.out().println(summary.describe());
          } else if (!config.runtime().dryRun()) {
            console.info(
                "stopped before the teachers were done; the same command begins again there");
          }
        });
    return 0;
  }
}
