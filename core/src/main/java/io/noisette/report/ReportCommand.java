package io.noisette.report;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.Topic;
import io.noisette.failure.UsageException;
import io.noisette.run.OutputPlace;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Subcommand {@code report}: writes an HTML report of a run, or a comparison of several runs. */
public final class ReportCommand implements Command<ReportConfig> {

  private final RunReports reports;

  /** Creates the subcommand. */
  @Inject
  public ReportCommand(RunReports reports) {
    this.reports = reports;
  }

  @Override
  public String getSummary() {
    return "Write an HTML report of a run, or a comparison of several";
  }

  @Override
  public Topic getTopic() {
    return Topic.RESULTS;
  }

  @Override
  public String getDetails() {
    return """
    Examples:
      noisette report --run runs/first
      noisette report --run runs/first --run runs/second --output compared.html
      noisette report --run runs/cola

    A directory that holds runs, such as the output of freelb-finetune with several seeds, stands for
    all of them; its report.html compares them. The page needs no network. Training writes report.html when it ends or is stopped; this
    subcommand writes it at any time, also of an unfinished run.\
    """;
  }

  @Override
  public Class<ReportConfig> getSettingsType() {
    return ReportConfig.class;
  }

  @Override
  public int execute(ReportConfig config, Console console) throws IOException {
    Path output = config.requireOutput();
    Path parent = OutputPlace.follow(output).getParent();
    if (parent != null && Files.isDirectory(parent)) {
      OutputPlace.requireFile("--output", output);
      OutputPlace.requireEarlier("--output", output, HtmlPage.BEGINNING);
    } else if (config.output() != null) {
      throw new UsageException(
          "--output " + output + ": there is no directory " + parent + "; create it first");
    }
    reports.withPlugins(config.plugins()).write(config.run(), output, console);
    console.out().println(output);
    return 0;
  }
}
