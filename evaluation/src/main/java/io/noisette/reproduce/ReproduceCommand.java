package io.noisette.reproduce;

import io.noisette.command.Command;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.command.Topic;
import io.noisette.failure.UsageException;
import io.noisette.reproduce.report.Report;
import io.noisette.reproduce.report.TableFiles;
import io.noisette.reproduce.report.TextTable;
import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.TableCatalog;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code reproduce}: measures the cells of a paper's table, and shows them beside the paper's. */
public final class ReproduceCommand implements Command<ReproduceConfig> {

  private final Map<String, CellRecipe<?>> recipes;

  @Inject
  public ReproduceCommand(Map<String, CellRecipe<?>> recipes) {
    this.recipes = recipes;
  }

  @Override
  public String getSummary() {
    return "Reproduce a table of a paper, with measured numbers beside the paper's";
  }

  @Override
  public String getDetails() {
    StringBuilder details = new StringBuilder("Tables:\n");
    for (String name : TableCatalog.names()) {
      String title = TableCatalog.readResource(name).head().title();
      details.append("  %-18s%s%n".formatted(name, title));
    }
    return details
        .append(
            """

            Example:
              noisette reproduce freelb-table1 --scale desk --data glue --model MiniLM --output table1

            The table is written to the output directory as Markdown, CSV, HTML and JSON, and updated
            after each finished run. Ctrl-C stops after the current step; the same command resumes. Two
            such processes at once, each with --threads 1, share the work. Tables with the same output
            directory share their runs.
            """)
        .toString();
  }

  @Override
  public Topic getTopic() {
    return Topic.TRAINING;
  }

  @Override
  public Class<ReproduceConfig> getSettingsType() {
    return ReproduceConfig.class;
  }

  @Override
  public int execute(ReproduceConfig config, Console console) throws IOException {
    if (config.dryRun()) {
      new PlanPrinter(plan(config), console.out()).print();
      return 0;
    }
    try (StopSignal stop =
        StopSignal.listen(
            () -> console.info("stopping after this step; the same command goes on"))) {
      return reproduce(config, console, stop) ? 0 : 1;
    }
  }

  /**
   * Does what is not done of a table, keeps its files up to date, and prints it.
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
    Path runs = new TableFiles(output == null ? Path.of("OUTPUT") : output, table.name()).runs();
    CellRecipe<?> recipe = recipeOf(table);
    Map<String, Path> inputs = Inputs.of(table, recipe, config);
    Map<String, String> given = new LinkedHashMap<>();
    inputs.forEach((name, path) -> given.put(name, path.toString()));
    if (config.threads() > 0) {
      given.put("threads", String.valueOf(config.threads()));
    }
    return Plan.of(table, config.scale(), inputs, given, runs, recipe);
  }

  private CellRecipe<?> recipeOf(PaperTable table) {
    String name = table.head().recipe();
    CellRecipe<?> recipe = recipes.get(name);
    if (recipe == null) {
      throw new UsageException(
          "%s is measured by the recipe %s, which is not part of this program; it has: %s"
              .formatted(table.name(), name, String.join(", ", recipes.keySet())));
    }
    return recipe;
  }

  private static Predicate<CellRun> chosen(Plan plan, ReproduceConfig config) {
    String only = config.only();
    if (only == null) {
      return run -> true;
    }
    Predicate<String> pattern = pattern(only);
    Predicate<CellRun> chosen = run -> pattern.test(run.cell()) || pattern.test(run.row().label());
    if (plan.runs().stream().noneMatch(chosen)) {
      throw new UsageException(
          "--only '%s' finds no cell that %s has at scale %s"
              .formatted(only, plan.table().name(), plan.scale().getName()));
    }
    return chosen;
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
