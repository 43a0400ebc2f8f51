package io.noisette.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.failure.NonFiniteException;
import io.noisette.run.DurableFiles;
import io.noisette.run.OtherWork;
import io.noisette.run.RunRecord;
import io.noisette.train.RuntimeSettings;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Writer of the HTML reports of runs, with the charts and sections that modules contribute. */
public final class RunReports {

  /** Name of the report file in the run directory. */
  public static final String FILE_NAME = "report.html";

  private final List<ChartSpec> charts;
  private final List<ReportSection> sections;
  private final ChangedSettings changedSettings;
  private final @Nullable Path plugins;

  /** A training run, after which {@link #writeAfter} writes a report. */
  @FunctionalInterface
  public interface Training<T extends @Nullable Object> {
    /** Trains to the end and returns the result. */
    T train() throws IOException;
  }

  /** Creates a writer of reports with the given charts and sections. */
  @Inject
  public RunReports(
      Set<ChartSpec> charts, Set<ReportSection> sections, ChangedSettings changedSettings) {
    // The injected sets keep the order of the bindings.
    this(List.copyOf(charts), List.copyOf(sections), changedSettings, null);
  }

  private RunReports(
      List<ChartSpec> charts,
      List<ReportSection> sections,
      ChangedSettings changedSettings,
      @Nullable Path plugins) {
    this.charts = charts;
    this.sections = sections;
    this.changedSettings = changedSettings;
    this.plugins = plugins;
  }

  /**
   * Returns a writer whose sections may use the plug-ins of a directory, which the user has named;
   * those that only the record of a run names are never loaded.
   *
   * @param directory directory of {@code --plugins}, or null
   */
  public RunReports withPlugins(@Nullable Path directory) {
    return new RunReports(charts, sections, changedSettings, directory);
  }

  /**
   * Trains, writes the report into the run directory and returns the result of the training. The
   * report is written without slow sections if the run was stopped or diverged. A failure of the
   * report only causes a warning.
   */
  public <T extends @Nullable Object> T writeAfter(
      Path run, StopSignal stop, Console console, Training<T> training) throws IOException {
    T result;
    try {
      result = training.train();
    } catch (NonFiniteException e) {
      tryToWrite(run, console, () -> false);
      throw e;
    }
    tryToWrite(run, console, () -> !stop.isRequested());
    return result;
  }

  /** A training run that stops early when {@code stop} is requested. */
  @FunctionalInterface
  public interface StoppableTraining<T> {
    /** Trains to the end, or until {@code stop} is requested, and returns the result. */
    T train(StopSignal stop) throws IOException;
  }

  /**
   * Trains with a report at the end, as subcommands do: Ctrl-C stops training after the current
   * step; returns the training result. A dry run, which {@code training} has to handle itself, has
   * no report.
   */
  public <T> T train(RuntimeSettings runtime, Console console, StoppableTraining<T> training)
      throws IOException {
    if (runtime.dryRun()) {
      return training.train(new StopSignal());
    }
    OtherWork.mention(console);
    try (StopSignal stop = StopSignal.listenInTraining(console)) {
      return writeAfter(runtime.requireOutput(), stop, console, () -> training.train(stop));
    }
  }

  /** Writer of a report after each of several trainings. */
  public interface Observer {

    /** Trains, writes the report into the run directory and returns the result. */
    <T extends @Nullable Object> T observe(Path run, Training<T> training) throws IOException;
  }

  /** Several training runs that stop early when {@code stop} is requested. */
  @FunctionalInterface
  public interface SeveralTrainings {

    /**
     * Trains to the end, or until {@code stop} is requested, and prints the results.
     *
     * @param observer hook for each run
     */
    void train(StopSignal stop, Observer observer) throws IOException;
  }

  /**
   * Trains several runs with a report after each, as subcommands do: Ctrl-C stops training after
   * the current step.
   */
  public void trainEach(Console console, SeveralTrainings trainings) throws IOException {
    OtherWork.mention(console);
    try (StopSignal stop = StopSignal.listenInTraining(console)) {
      trainings.train(
          stop,
          new Observer() {
            @Override
            public <T extends @Nullable Object> T observe(Path run, Training<T> training)
                throws IOException {
              return writeAfter(run, stop, console, training);
            }
          });
    }
  }

  /** Writes the report of one run with all its sections, or the comparison of several runs. */
  void write(List<Path> directories, Path output, Console console) throws IOException {
    List<ReportedRun> runs = read(directories);
    String page =
        runs.size() == 1
            ? pageOf(runs.get(0), console, () -> true)
            : ReportPage.ofRuns(runs, charts);
    DurableFiles.replace(output, page.getBytes(UTF_8));
  }

  private List<ReportedRun> read(List<Path> directories) throws IOException {
    return ReportedRun.readAll(directories).stream()
        .map(run -> run.withRecord(changedSettings.rename(run.record())).withPlugins(plugins))
        .toList();
  }

  private void tryToWrite(Path run, Console console, BooleanSupplier withSlow) {
    if (!RunRecord.isIn(run)) {
      return; // it was stopped before it began, while data were read
    }
    try {
      ReportedRun read = read(List.of(run)).get(0);
      Path output = run.resolve(FILE_NAME);
      DurableFiles.replace(output, pageOf(read, console, withSlow).getBytes(UTF_8));
      console.info("report: " + output);
    } catch (IOException | RuntimeException e) {
      console.warn("could not write the report of the run: " + SectionWriter.messageOf(e));
    }
  }

  private String pageOf(ReportedRun run, Console console, BooleanSupplier withSlow) {
    SectionWriter writer = new SectionWriter(run, console);
    for (ReportSection section : sections) {
      if (!writer.isWanted(section)) {
        continue;
      }
      if (!section.isSlow() || withSlow.getAsBoolean()) {
        writer.write(section);
      } else {
        writer.leaveOut(section);
      }
    }
    return ReportPage.ofRun(run, charts, changedSettings.find(run.record()), writer.getHtml());
  }
}
