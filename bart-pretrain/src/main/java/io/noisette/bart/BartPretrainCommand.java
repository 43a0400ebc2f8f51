package io.noisette.bart;

import io.noisette.bart.objective.ObjectiveChoice;
import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.noising.NoiseCompiler;
import io.noisette.report.RunReports;
import jakarta.inject.Inject;
import java.io.IOException;

/** {@code bart-pretrain}: pretrains a BART, by default on restoring corrupted text. */
final class BartPretrainCommand implements Command<BartPretrainConfig> {

  private final NoiseCompiler noiseCompiler;
  private final RunReports reports;

  @Inject
  BartPretrainCommand(NoiseCompiler noiseCompiler, RunReports reports) {
    this.noiseCompiler = noiseCompiler;
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Pretrain a BART, which restores corrupted text, or an encoder or decoder alone (masked,"
        + " permuted or causal language modeling)";
  }

  @Override
  public Topic getTopic() {
    return Topic.TRAINING;
  }

  @Override
  public String getDetails() {
    return """
    Example:
      noisette bart-pretrain --corpus corpus --validation held-out --output runs/mini \\
          --preset mini --noise 'permute-sentences|infill'

    The same command resumes a stopped run; --steps may be raised. Ctrl-C saves the last complete
    step. Every checkpoint is a Hugging Face model directory, and report.html shows the run.
    """
        + listObjectives();
  }

  private static String listObjectives() {
    StringBuilder list = new StringBuilder("\nObjectives:\n");
    for (ObjectiveChoice choice : ObjectiveChoice.values()) {
      list.append("  %-19s  %s%n".formatted(choice, choice.getObjective().getSummary()));
    }
    return list.toString();
  }

  @Override
  public Class<BartPretrainConfig> getSettingsType() {
    return BartPretrainConfig.class;
  }

  @Override
  public int execute(BartPretrainConfig config, Console console) throws IOException {
    BartPretrainRecipe recipe = new BartPretrainRecipe(config, noiseCompiler, console);
    reports.withPlugins(config.plugins().plugins()).train(config.runtime(), console, recipe::train);
    return 0;
  }
}
