package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.Seconds;
import io.noisette.command.StopSignal;
import io.noisette.failure.InUseException;
import io.noisette.reproduce.report.TableFiles;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fills in a table: does the runs that are not done, one after the other. Several processes may
 * work on a table at a time: each run is locked by who does it, and left to it by the others.
 */
final class Reproduction {

  private final PaperTable table;
  private final Plan plan;
  private final TableFiles files;
  private final Console console;
  private final Map<CellRun, FinishedRun> finished = new LinkedHashMap<>();
  private final Pace pace = new Pace();
  private final long start = System.nanoTime();

  Reproduction(Plan plan, TableFiles files, Console console) {
    this.table = plan.table();
    this.plan = plan;
    this.files = files;
    this.console = console;
  }

  /**
   * Does what is not done, and keeps the files of the table up to date. What cannot be done is
   * found before the first run begins, as far as that is quick.
   *
   * @param chosen which runs to do; what others have come to is shown all the same
   * @return whether no run failed
   */
  boolean train(Predicate<CellRun> chosen, StopSignal stop) throws IOException {
    finished.putAll(plan.findFinished());
    List<Training<?>> left = new ArrayList<>(plan.trainings());
    left.removeIf(it -> isFinished(it) || !chosen.test(it.run()));
    for (Training<?> training : left) {
      training.check();
    }
    files.open();
    update();
    finished.forEach(pace::add);
    boolean good = trainAll(left, stop);
    update(); // another process may have ended runs in the meantime
    return good;
  }

  Outcome getOutcome() {
    return new Outcome(table, plan.scale(), plan.inputs(), plan.runs(), finished, plan.free());
  }

  private boolean trainAll(List<Training<?>> left, StopSignal stop) throws IOException {
    int total = left.size();
    boolean good = true;
    while (!left.isEmpty() && !stop.isRequested()) {
      announce(left, total);
      Training<?> training = left.remove(0);
      try {
        FinishedRun result = training.train(console, stop);
        if (result == null) {
          return good;
        }
        pace.add(training.run(), result);
        update();
        left.removeIf(this::isFinished);
      } catch (InUseException e) {
        console.info(training.run().path() + " is left to the process that works on it");
      } catch (NoResultException e) {
        good = false;
        console.warn(String.valueOf(e.getMessage()));
      }
    }
    return good;
  }

  private void update() throws IOException {
    finished.putAll(plan.findFinished());
    files.write(getOutcome());
  }

  private boolean isFinished(Training<?> training) {
    return finished.containsKey(training.run());
  }

  private void announce(List<Training<?>> left, int total) {
    int number = total - left.size() + 1;
    String passed = Seconds.describe((System.nanoTime() - start) / 1e9) + " passed";
    double seconds = pace.estimate(left.stream().map(Training::run).toList());
    String rest = seconds < 0 ? "" : ", about " + Seconds.describe(seconds) + " left";
    console.info(
        "run %d of %d: %s (%s%s)".formatted(number, total, left.get(0).run().path(), passed, rest));
  }
}
