package io.noisette.quickstart;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.noising.NoiseCompiler;
import io.noisette.report.RunReports;
import jakarta.inject.Inject;
import java.io.IOException;

/** {@code quickstart}: pretrains a small BART on sample text and tries it out, in minutes. */
final class QuickstartCommand implements Command<QuickstartConfig> {

  private final NoiseCompiler noiseCompiler;
  private final RunReports reports;

  @Inject
  QuickstartCommand(NoiseCompiler noiseCompiler, RunReports reports) {
    this.noiseCompiler = noiseCompiler;
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Train a small BART on sample text and try it out, in minutes";
  }

  @Override
  public Topic getTopic() {
    return Topic.START;
  }

  @Override
  public String getDetails() {
    return """
    Examples:
      noisette quickstart
      noisette quickstart --text my-book.txt --minutes 20 --output my-book

    Trains a tokenizer, writes a training and a held-out corpus, measures how many training steps
    fit into the time, and pretrains the preset tiny for so many steps, or until its time is over.
    Then fine-tunes it, and a model with random weights, to restore the case and punctuation of
    sentences, and shows the validation curve, filled-in gaps and what both models wrote. Ctrl-C
    saves; the same command then resumes.\
    """;
  }

  @Override
  public Class<QuickstartConfig> getSettingsType() {
    return QuickstartConfig.class;
  }

  @Override
  public int execute(QuickstartConfig config, Console console)
      throws IOException, InterruptedException {
    return new Quickstart(config, noiseCompiler, reports, console).runStages() ? 0 : 1;
  }
}
