package io.noisette.distillation.specialist;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.report.RunReports;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Subcommand {@code distill-specialists}: trains specialists for classes that a generalist
 * confuses.
 */
final class DistillSpecialistsCommand implements Command<SpecialistConfig> {

  /** Name of the subcommand. */
  static final String NAME = "distill-specialists";

  private final RunReports reports;

  @Inject
  DistillSpecialistsCommand(RunReports reports) {
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Train specialists for classes that a classifier confuses, and merge their answers";
  }

  @Override
  public Topic getTopic() {
    return Topic.DISTILLATION;
  }

  @Override
  public String getDetails() {
    return """
    Examples:
      noisette distill-specialists --generalist runs/books --task books.yaml --data books \\
          --clusters 6 --output runs/specialists
      noisette evaluate --task books.yaml --data books --model runs/books \\
          --specialists runs/specialists --split test

    The generalist's logits for the training set are computed first and stored in OUTPUT. K-means on
    the columns of their covariance puts classes together that are often predicted together. Each
    cluster has a specialist, which starts from the generalist's weights and tells its classes
    apart; all other classes are one more, the dustbin. Half of each batch are texts of its classes,
    half are drawn from the others, and when it answers the dustbin's logit is raised by the
    logarithm of that bias.

    A text goes to the specialists that cover the generalist's likeliest class. The answer is the
    distribution with the least sum of KL divergences from those of the generalist and these
    specialists. --epochs counts passes over the texts of a specialist's classes.

    OUTPUT/specialist-N is a run directory, whose checkpoints/best is a Hugging Face model
    directory, from the step at which generalist and specialist together have the best dev metric.
    OUTPUT/summary.json and the tables at the end show accuracy by the number of specialists for the
    right class, and the calibration of the dustbins. The same command resumes; Ctrl-C saves the
    last complete step.
    """;
  }

  @Override
  public Map<String, List<String>> getNames() {
    return Map.of("task", TaskLookup.names());
  }

  @Override
  public Class<SpecialistConfig> getSettingsType() {
    return SpecialistConfig.class;
  }

  @Override
  public int execute(SpecialistConfig config, Console console) throws IOException {
    reports.trainEach(
        console,
        (stop, observer) -> {
          SpecialistSummary summary =
              new SpecialistRecipe(config, console, observer::observe).train(stop);
          if (summary != null) {
            summary.print(console.out());
          } else if (!config.runtime().dryRun()) {
            console.info("stopped before the last specialist was done; the same command resumes");
          }
        });
    return 0;
  }
}
