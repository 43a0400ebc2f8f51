package io.noisette.sandwich;

import com.google.inject.Inject;
import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.report.RunReports;
import java.io.IOException;

/** {@code sandwich-lm}: trains a language model with sublayers in any order. */
final class SandwichLmCommand implements Command<SandwichLmConfig> {

  private final RunReports reports;

  @Inject
  SandwichLmCommand(RunReports reports) {
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Train a Transformer language model with its sublayers in any order (Sandwich"
        + " Transformer)";
  }

  @Override
  public Topic getTopic() {
    return Topic.TRAINING;
  }

  @Override
  public String getDetails() {
    return """
    Example:
      noisette prepare --text wiki.train.tokens --tokenizer words --output corpus
      noisette prepare --text wiki.valid.tokens --tokenizer words \\
          --vocabulary corpus/vocabulary.txt --output held-out
      noisette sandwich-lm --corpus corpus --validation held-out --output runs/sandwich \\
          --ordering 'sandwich(4,1)'

    The same command resumes a stopped run; --steps may be raised. Ctrl-C saves the last complete
    step. Every checkpoint is a model directory for evaluate --task perplexity and for generate, and
    report.html shows the run. See also docs/language-models.md.
    """;
  }

  @Override
  public Class<SandwichLmConfig> getSettingsType() {
    return SandwichLmConfig.class;
  }

  @Override
  public int execute(SandwichLmConfig config, Console console) throws IOException {
    SandwichLmRecipe recipe = new SandwichLmRecipe(config, console);
    reports.train(config.runtime(), console, recipe::train);
    return 0;
  }
}
