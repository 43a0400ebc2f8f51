package io.noisette.quickstart;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.report.RunReports;
import io.noisette.seq2seq.Seq2SeqFinetuneConfig;
import io.noisette.seq2seq.Seq2SeqFinetuneRecipe;
import io.noisette.seq2seq.Seq2SeqPreset;
import io.noisette.text.DocumentFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The fine-tuning stage: the pretrained model and the same model with random weights learn to
 * restore case and punctuation.
 */
final class QuickstartRestoration {

  static final String PRETRAINED = "pretrained";
  static final String RANDOM = "random";

  private static final double LEARNING_RATE = 1e-3;
  private static final int STEP_TOKENS = 1024;
  private static final int VALIDATION_ROWS = 100;

  private final QuickstartDirectory directory;
  private final RunReports reports;
  private final Console console;

  QuickstartRestoration(QuickstartDirectory directory, RunReports reports, Console console) {
    this.directory = directory;
    this.reports = reports;
    this.console = console;
  }

  /**
   * Writes the data of the task and fine-tunes both models; completed work is skipped.
   *
   * @param most maximum number of training pairs, if an earlier start has not chosen them
   * @return false if a signal stopped it early
   */
  boolean train(DocumentFormat format, int most) throws IOException {
    if (!RestorationText.write(
        directory.getFineTuning(),
        directory.getTrainingText(),
        directory.getHeldOutText(),
        format,
        most)) {
      console.info("the text has too few sentences to fine-tune on; skipping this stage");
      return true;
    }
    try (StopSignal stop =
        StopSignal.listen(console, "stopping after the current step, which will be saved")) {
      // The report of the pretraining run also shows what came of it.
      return reports.writeAfter(
          directory.getRun(),
          stop,
          console,
          () -> isTrained(PRETRAINED, stop) && isTrained(RANDOM, stop));
    }
  }

  private boolean isTrained(String name, StopSignal stop) throws IOException {
    Path data = directory.getFineTuning();
    Seq2SeqFinetuneConfig config =
        Seq2SeqFinetuneConfig.of(
                List.of(RestorationText.training(data)),
                List.of(RestorationText.validation(data)),
                directory.getRun(),
                Seq2SeqPreset.NONE)
            .withTraining(
                it ->
                    it.learningRate(LEARNING_RATE)
                        .tokensPerStep(STEP_TOKENS)
                        .validateEvery(Integer.MAX_VALUE)) // at the end only
            .withRuntime(runtime -> runtime.output(data.resolve(name)).keepLast(1))
            .withRandomInit(name.equals(RANDOM))
            .withValidationRows(VALIDATION_ROWS);
    new Seq2SeqFinetuneRecipe(config, console).train(stop);
    return !stop.isRequested();
  }
}
