package io.noisette.freelb;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.report.RunReports;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code freelb-finetune}: fine-tunes a model on a task, with or without adversarial training. */
final class FreeLbFinetuneCommand implements Command<FreeLbFinetuneConfig> {

  private final RunReports reports;

  @Inject
  FreeLbFinetuneCommand(RunReports reports) {
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Fine-tune BERT, RoBERTa or BART on a task, with or without adversarial training";
  }

  @Override
  public Topic getTopic() {
    return Topic.TRAINING;
  }

  @Override
  public String getDetails() {
    return """
    Examples:
      noisette freelb-finetune --task cola --data glue --model bert-base --output runs/cola
      noisette freelb-finetune --task cola --data glue --model bert-base --output runs/cola-freelb \\
          --adversary freelb --adv-steps 3 --adv-lr 0.1 --adv-init-mag 0.2 --seeds 1,2,3

    Adversarial training adds a perturbation to the input embeddings of each sequence and moves it
    along the gradient that raises the loss (an ascent step). An optimizer step costs as much as its
    forward and backward passes:
      freelb  adv-steps passes, each at the next perturbation; the update uses the gradients of all
      pgd     adv-steps ascent steps, then an update at the last perturbation: 1 + adv-steps passes
      freeat  adv-steps replays of each batch, with an ascent step and an update in each replay
      yopo    like freelb, with yopo-inner-steps ascent steps through the first layer per full pass

    With --adv-init-mag 0 the first pass sees the clean input. OUTPUT/seed-N is the run directory of
    a seed: checkpoints/best is a Hugging Face model directory, from the step with the best dev
    metric, and predictions/ holds its predictions for the dev split. OUTPUT/summary.json has mean
    and standard deviation over the seeds. The same command resumes at the seed and step where it
    was stopped; Ctrl-C saves the last complete step.
    """;
  }

  @Override
  public Map<String, List<String>> getNames() {
    return Map.of("task", FineTuningTask.names());
  }

  @Override
  public Class<FreeLbFinetuneConfig> getSettingsType() {
    return FreeLbFinetuneConfig.class;
  }

  @Override
  public int execute(FreeLbFinetuneConfig config, Console console) throws IOException {
    reports.trainEach(
        console,
        (stop, observer) -> {
          FinetuneSummary summary =
              new FreeLbFinetuneRecipe(config, console, observer::observe).train(stop);
          if (!config.runtime().dryRun()) {
            console.out().println(summary.describe());
          }
        });
    return 0;
  }
}
