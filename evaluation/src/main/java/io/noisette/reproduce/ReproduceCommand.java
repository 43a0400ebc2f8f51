package io.noisette.reproduce;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.command.Topic;
import io.noisette.evaluation.Evaluation;
import io.noisette.failure.UsageException;
import io.noisette.reproduce.report.Report;
import io.noisette.reproduce.report.TableFiles;
import io.noisette.reproduce.report.TextTable;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.StageRun;
import io.noisette.reproduce.table.TableCatalog;
import io.noisette.reproduce.table.TableRow;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Subcommand {@code reproduce}: carries out the runs that a paper's table needs, and prints
 * measured numbers beside the paper's.
 */
public final class ReproduceCommand implements Command<ReproduceConfig> {

  private static final int NAME_COLUMNS = 18;
  private static final String INDENT = " ".repeat(NAME_COLUMNS + 2);

  private final Recipes recipes;

  /** Creates the subcommand with the recipes and evaluations that tables can use, by name. */
  @Inject
  public ReproduceCommand(
      Map<String, StageRecipe<?>> recipes, Map<String, Evaluation<?>> evaluations) {
    this.recipes = new Recipes(recipes, evaluations);
  }

  @Override
  public String getSummary() {
    return "Reproduce a table of a paper: measure each cell, and print the results beside the"
        + " paper's numbers";
  }

  @Override
  public String getDetails() {
    StringBuilder details = new StringBuilder("Tables:\n");
    for (String name : TableCatalog.names()) {
      String title = TableCatalog.readResource(name).head().title();
      boolean isLong = name.length() > NAME_COLUMNS - 2; // its title is on a line of its own
      details.append(
          (isLong ? "  %s%n" + INDENT + "%s%n" : "  %-" + NAME_COLUMNS + "s%s%n")
              .formatted(name, title));
    }
    return details
        .append(
            """

            Example:
              noisette reproduce freelb-table1 --scale desk --data glue --model MiniLM --output table1

            The table is written to the output directory as Markdown, CSV, HTML and JSON, and updated
            after each run. Ctrl-C stops after the current step; the same command resumes. Two processes
            with the same command, each with --threads 1, share the work. Tables with the same output
            directory share runs with the same settings. Format of a table's file: docs/tables.md.
            """)
        .toString();
  }

  @Override
  public Topic getTopic() {
    return Topic.RESULTS;
  }

  @Override
  public Map<String, List<String>> getNames() {
    return Map.of("table", TableCatalog.names());
  }

  @Override
  public Class<ReproduceConfig> getSettingsType() {
    return ReproduceConfig.class;
  }

  @Override
  public int execute(ReproduceConfig config, Console console) throws IOException {
    if (config.dryRun()) {
      Plan plan = plan(config);
      new PlanPrinter(plan, chosen(plan, config), console.out()).print();
      return 0;
    }
    try (StopSignal stop =
        StopSignal.listen(console, "stopping after the current step; the same command resumes")) {
      return reproduce(config, console, stop) ? 0 : 1;
    }
  }

  /**
   * Carries out the unfinished runs of a table, updates its report files after each run, and prints
   * the table.
   *
   * @return whether no run failed
   */
  public boolean reproduce(ReproduceConfig config, Console console, StopSignal stop)
      throws IOException {
    Plan plan = plan(config);
    TableFiles files = new TableFiles(config.requireOutput(), plan.table().name());
    Reproduction reproduction = new Reproduction(plan, files, console);
    boolean good = reproduction.train(chosen(plan, config), stop);
    TextTable.print(Report.of(reproduction.getOutcome()), console.out());
    console.info("table: " + files.file("html"));
    return good;
  }

  private Plan plan(ReproduceConfig config) throws IOException {
    PaperTable table = TableCatalog.read(config.table());
    Path output = config.output();
    TableFiles files = new TableFiles(output == null ? Path.of("OUTPUT") : output, table.name());
    return Plan.of(
        table, config.scale(), Inputs.of(table, config), config.threads(), files, recipes);
  }

  private static Predicate<StageRun> chosen(Plan plan, ReproduceConfig config) {
    String only = config.only();
    if (only == null) {
      return run -> true;
    }
    Predicate<String> pattern = pattern(only);
    Set<String> shown =
        plan.cells().stream()
            .filter(cell -> pattern.test(cell.cell()))
            .map(cell -> cell.stageRun().path())
            .collect(toUnmodifiableSet());
    Predicate<StageRun> chosen =
        run ->
            shown.contains(run.path())
                || pattern.test(run.group())
                || (run.row() != null && isFound(pattern, run.row()));
    if (plan.stageRuns().stream().noneMatch(chosen)) {
      throw new UsageException(
          "--only '%s' matches no cell of %s at scale %s; --dry-run lists them"
              .formatted(only, plan.table().name(), plan.scale().getName()));
    }
    return chosen;
  }

  private static boolean isFound(Predicate<String> pattern, TableRow row) {
    return pattern.test(row.label());
  }

  private static Predicate<String> pattern(String only) {
    try {
      return Pattern.compile(only).asPredicate();
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          "--only must be a regular expression, not '%s': %s".formatted(only, e.getDescription()),
          e);
    }
  }
}
