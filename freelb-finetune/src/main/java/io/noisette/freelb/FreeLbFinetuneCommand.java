package io.noisette.freelb;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.command.Topic;
import io.noisette.report.RunReports;
import jakarta.inject.Inject;
import java.io.IOException;

/** {@code freelb-finetune}: fine-tunes a model on a task, with or without an adversary. */
final class FreeLbFinetuneCommand implements Command<FreeLbFinetuneConfig> {

  private final RunReports reports;

  @Inject
  FreeLbFinetuneCommand(RunReports reports) {
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Fine-tune BERT, RoBERTa or BART on a task, with FreeLB or another adversary";
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

        An adversary adds a perturbation to the word vectors of each text, and moves it up the loss's
        gradient; a step of it costs as much as its passes over the batch:
          freelb  passes at every perturbation on the way, and learns from all of them
          pgd     ascends adv-steps times, and learns at the last perturbation: 1 + adv-steps passes
          freeat  replays the batch, with an ascent and an update in each of adv-steps replays
          yopo    freelb with yopo-inner-steps ascents between two passes, through the first layer alone

        With --adv-init-mag 0 the first pass is over the clean text. OUTPUT/seed-N is the run of a seed:
        checkpoints/best is a Hugging Face directory of the best dev figure, predictions/ what it says of
        the dev split. OUTPUT/summary.json has mean and standard deviation over the seeds. The same
        command goes on where it was stopped, in whichever seed; Ctrl-C saves the last complete step.
        """;
  }

  @Override
  public Class<FreeLbFinetuneConfig> getSettingsType() {
    return FreeLbFinetuneConfig.class;
  }

  @Override
  public int execute(FreeLbFinetuneConfig config, Console console) throws IOException {
    if (config.runtime().dryRun()) {
      new DryRun(config).print(console);
      return 0;
    }
    try (StopSignal stop =
        StopSignal.listen(() -> console.info("stopping after this step, then saving it"))) {
      FinetuneSummary summary =
          new FreeLbFinetuneRecipe(
                  config,
                  console,
                  (run, training) -> reports.writeAfter(run, stop, console, training))
              .train(stop);
      console.out().println(summary.describe());
    }
    return 0;
  }
}
