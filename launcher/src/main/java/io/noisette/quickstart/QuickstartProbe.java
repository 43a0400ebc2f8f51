package io.noisette.quickstart;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.freelb.FinetunePreset;
import io.noisette.freelb.FinetuneSummary;
import io.noisette.freelb.FreeLbFinetuneConfig;
import io.noisette.freelb.FreeLbFinetuneRecipe;
import io.noisette.report.RunReports;
import io.noisette.text.DocumentFormat;
import java.io.IOException;
import java.nio.file.Path;

/** The fine-tuning stage: compares the pretrained model with the same model with random weights. */
final class QuickstartProbe {

  static final String PRETRAINED = "pretrained";
  static final String RANDOM = "random";

  private static final double LEARNING_RATE = 1e-3;

  private final QuickstartDirectory directory;
  private final RunReports reports;
  private final Console console;

  QuickstartProbe(QuickstartDirectory directory, RunReports reports, Console console) {
    this.directory = directory;
    this.reports = reports;
    this.console = console;
  }

  /**
   * Writes the data of the probe and fine-tunes both models; completed work is skipped.
   *
   * @param most maximum number of training examples, if an earlier start has not chosen them
   * @return false if a signal stopped it early
   */
  boolean train(DocumentFormat format, int most) throws IOException {
    Path probe = directory.getProbe();
    if (!ProbeText.write(
        probe, directory.getTrainingText(), directory.getHeldOutText(), format, most)) {
      console.info("the text has too few sentences to fine-tune on; skipping this stage");
      return true;
    }
    try (StopSignal stop =
        StopSignal.listen(console, "stopping after the current step, which will be saved")) {
      // The report of the pretraining run also shows the probe.
      return reports.writeAfter(
          directory.getRun(),
          stop,
          console,
          () -> isTrained(PRETRAINED, stop) && isTrained(RANDOM, stop));
    }
  }

  private boolean isTrained(String name, StopSignal stop) throws IOException {
    Path probe = directory.getProbe();
    FreeLbFinetuneConfig config =
        FreeLbFinetuneConfig.of(
                probe.resolve(ProbeText.TASK_FILE).toString(),
                probe,
                directory.getRun(),
                FinetunePreset.NONE)
            .withTraining(training -> training.learningRate(LEARNING_RATE))
            .withRuntime(runtime -> runtime.output(probe.resolve(name)).keepLast(1))
            .withRandomInit(name.equals(RANDOM));
    FinetuneSummary summary = new FreeLbFinetuneRecipe(config, console).train(stop);
    return summary.n() == 1;
  }
}
