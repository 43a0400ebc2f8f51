package io.noisette.distillation.data;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.noising.NoiseCompiler;
import io.noisette.report.RunReports;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Subcommand {@code distill-data}: labels texts with a model's own predictions, and retrains. */
final class DistillDataCommand implements Command<DistillDataConfig> {

  private final NoiseCompiler noiseCompiler;
  private final RunReports reports;

  @Inject
  DistillDataCommand(NoiseCompiler noiseCompiler, RunReports reports) {
    this.noiseCompiler = noiseCompiler;
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Distill data: label texts by averaging over noised views, and retrain on them";
  }

  @Override
  public Topic getTopic() {
    return Topic.DISTILLATION;
  }

  @Override
  public String getDetails() {
    return """
    Examples:
      noisette distill-data --model bert-tiny --task sst2 --data glue --unlabelled reviews.txt \\
          --seeds 1,2,3 --output runs/data
      noisette distill-data --model bert-tiny --task sst2 --data glue --unlabelled reviews.txt \\
          --views 'none,delete-tokens(ratio=0.15),mask-tokens' --keep 0.3 --output runs/surer

    Data distillation (Radosavovic et al. 2018), with noise in place of the transforms of images.
    For each seed: a supervised student is trained on the labelled texts; it predicts the classes of
    each unlabelled text in all views; the mean of the probabilities gives label and score; the
    surest --keep of the texts are kept, ties never; and new students start from --model again and
    learn from batches of 60 % labelled texts and 40 % texts with generated labels, all with the same
    number of steps. An epoch is as many steps as the labelled and the kept texts fill.

    OUTPUT has run directories supervised/seed-N, identity/seed-N (labels of the text as it is:
    plain self-training) and views/seed-N (labels of all views), and with --train-noise noise/seed-N;
    labels/seed-N.jsonl with text, label, score and the predictions of each view; and summary.json.
    The same command resumes; Ctrl-C saves the last complete step.
    """;
  }

  @Override
  public Map<String, List<String>> getNames() {
    return Map.of("task", TaskLookup.names());
  }

  @Override
  public Class<DistillDataConfig> getSettingsType() {
    return DistillDataConfig.class;
  }

  @Override
  public int execute(DistillDataConfig config, Console console) throws IOException {
    reports.trainEach(
        console,
        (stop, observer) -> {
          DataDistillationSummary summary =
              new DistillDataRecipe(config, noiseCompiler, console, observer::observe).train(stop);
          if (summary != null) {
            console.out().println(summary.describe());
          }
        });
    return 0;
  }
}
