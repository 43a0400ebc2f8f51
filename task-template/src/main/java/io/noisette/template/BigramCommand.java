package io.noisette.template;

import com.google.inject.Inject;
import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.report.RunReports;
import java.io.IOException;

/** {@code bigram-lm}: trains a bigram language model. */
final class BigramCommand implements Command<BigramConfig> {

  private final RunReports reports;

  @Inject
  BigramCommand(RunReports reports) {
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Train a bigram language model";
  }

  @Override
  public Topic getTopic() {
    return Topic.TRAINING;
  }

  @Override
  public String getDetails() {
    return """
        Example:
          noisette bigram-lm --corpus corpus --output runs/bigram

        The same command resumes a stopped run; --steps may be raised.
        """;
  }

  @Override
  public Class<BigramConfig> getSettingsType() {
    return BigramConfig.class;
  }

  @Override
  public int execute(BigramConfig config, Console console) throws IOException {
    BigramRecipe recipe = new BigramRecipe(config, console);
    reports.train(config.runtime(), console, recipe::train);
    return 0;
  }
}
