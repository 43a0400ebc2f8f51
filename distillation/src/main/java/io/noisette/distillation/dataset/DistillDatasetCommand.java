package io.noisette.distillation.dataset;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.report.RunReports;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Subcommand {@code distill-dataset}: distills a data set into a few synthetic texts. */
public final class DistillDatasetCommand implements Command<DistillDatasetConfig> {

  /** Name of the subcommand. */
  public static final String NAME = "distill-dataset";

  private final RunReports reports;

  @Inject
  DistillDatasetCommand(RunReports reports) {
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Distill a data set into a few synthetic texts, with learning rates for training on"
        + " them";
  }

  @Override
  public Topic getTopic() {
    return Topic.DISTILLATION;
  }

  @Override
  public String getDetails() {
    return """
    Examples:
      noisette distill-dataset --task sst2 --data glue --words bert-tiny --output runs/set
      noisette distill-dataset --task sst2 --data glue --words bert-tiny --per-class 10 --steps 3 \\
          --soft-labels --init random --network mean-vector --outer-steps 500 --output runs/set-random
      noisette evaluate --task dataset --set runs/set --data glue

    A synthetic text is a matrix of word vectors, which networks read in place of looked-up ones.
    An outer step trains a network on the synthetic texts by gradient descent, measures its loss on
    a batch of real texts, and moves synthetic texts, learned labels and learning rates by the
    gradient of that loss through the whole training. Steps are recomputed on the way back, so that
    memory hardly grows with --steps and --epochs.

    A set for --init fixed works from its own initial weights only, which are stored with it. One for
    random weights takes hundreds of outer steps with --network mean-vector, and has not worked with
    text-cnn (docs/results.md). The start of the rates matters most: try
    --initial-rate 0.02, 0.1, 0.3 and 1. The word vectors are not trained, and a set can be used with
    those it was made for only.
    The same command resumes; Ctrl-C saves the last complete step.
    """;
  }

  @Override
  public Map<String, List<String>> getNames() {
    return Map.of("task", TaskLookup.names());
  }

  @Override
  public Class<DistillDatasetConfig> getSettingsType() {
    return DistillDatasetConfig.class;
  }

  @Override
  public int execute(DistillDatasetConfig config, Console console) throws IOException {
    DistillDatasetRecipe recipe = new DistillDatasetRecipe(config, console);
    reports.train(config.runtime(), console, recipe::train);
    return 0;
  }
}
