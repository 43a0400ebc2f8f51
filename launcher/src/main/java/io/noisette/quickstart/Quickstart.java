package io.noisette.quickstart;

import io.noisette.command.Console;
import io.noisette.noising.NoiseCompiler;
import io.noisette.report.RunReports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * All stages of {@code quickstart} in order; stages that an earlier start has completed are
 * skipped.
 */
final class Quickstart {

  private final QuickstartConfig config;
  private final NoiseCompiler noiseCompiler;
  private final RunReports reports;
  private final Console console;

  Quickstart(
      QuickstartConfig config, NoiseCompiler noiseCompiler, RunReports reports, Console console) {
    this.config = config;
    this.noiseCompiler = noiseCompiler;
    this.reports = reports;
    this.console = console;
  }

  /**
   * Runs the stages.
   *
   * @return false if a signal stopped them early
   */
  boolean runStages() throws IOException, InterruptedException {
    TimeBudget time = new TimeBudget(config.minutes());
    QuickstartDirectory.refuseStrangers(config.output());
    console.info("1/6 preparing the text");
    QuickstartText text = openText();
    try (QuickstartDirectory directory = QuickstartDirectory.open(config.output())) {
      QuickstartRecord record =
          QuickstartRecord.begin(directory.getRoot(), config.minutes(), text.getSources());
      QuickstartData data = new QuickstartData(directory, console);
      data.write(text);
      console.info("2/6 training the tokenizer");
      data.learnTokenizer();
      console.info("3/6 preparing the corpora");
      if (!data.prepare(text.getFormat())) {
        return false;
      }
      console.info("4/6 pretraining");
      TrainingPlan trained =
          new QuickstartTraining(directory, noiseCompiler, reports, console).train(record, time);
      if (trained == null) {
        return false;
      }
      console.info("5/6 fine-tuning");
      if (!new QuickstartRestoration(directory, reports, console)
          .train(text.getFormat(), trained.countFineTuningPairs(time.getSecondsLeft()))) {
        return false;
      }
      console.info("6/6 results");
      new QuickstartResults(directory, console.out()).print(text.getFormat());
      return true;
    }
  }

  private QuickstartText openText() throws IOException {
    List<Path> files = config.text();
    return files == null ? SampleText.read() : OwnText.inspect(files, console);
  }
}
