package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.Seconds;
import io.noisette.command.StopSignal;
import io.noisette.failure.NonFiniteException;
import io.noisette.run.RunLock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Fills in a table: does the runs that are not done, one after the other. */
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
   * Does what is not done, and keeps the files of the table up to date.
   *
   * @param chosen which runs to do; what others have come to is shown all the same
   * @return whether no run failed
   */
  boolean train(Predicate<CellRun> chosen, StopSignal stop) throws IOException {
    files.open();
    RunLock lock = RunLock.acquire(files.runs());
    try {
      finished.putAll(plan.findFinished());
      finished.forEach(pace::add);
      files.write(getOutcome());
      return trainAll(chosen, stop);
    } finally {
      lock.close();
    }
  }

  Outcome getOutcome() {
    return new Outcome(table, plan.scale(), plan.inputs(), plan.runs(), finished);
  }

  private boolean trainAll(Predicate<CellRun> chosen, StopSignal stop) throws IOException {
    List<Training<?>> left = new ArrayList<>(plan.trainings());
    left.removeIf(it -> finished.containsKey(it.run()) || !chosen.test(it.run()));
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
        finished.put(training.run(), result);
        pace.add(training.run(), result);
        files.write(getOutcome());
      } catch (NonFiniteException e) {
        good = false;
        console.warn("%s has no result: %s".formatted(training.run().path(), e.getMessage()));
      }
    }
    return good;
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
