package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.Seconds;
import io.noisette.command.StopSignal;
import io.noisette.failure.InUseException;
import io.noisette.reproduce.report.TableFiles;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.result.StoredRun;
import io.noisette.reproduce.table.StageRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Execution of a plan: carries out the runs that have not ended, one after the other. Several
 * processes can work on the same table; each locks its current run, and the others skip it.
 */
final class Reproduction {

  private final Plan plan;
  private final TableFiles files;
  private final Console console;
  private final Map<String, StoredRun> finished = new LinkedHashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final Pace pace = new Pace();
  private final long start = System.nanoTime();

  Reproduction(Plan plan, TableFiles files, Console console) {
    this.plan = plan;
    this.files = files;
    this.console = console;
  }

  /**
   * Carries out the chosen runs and those that they start from, and keeps the files of the table up
   * to date. Checks all of them before the first one starts.
   *
   * @return whether no run failed
   */
  boolean train(Predicate<StageRun> chosen, StopSignal stop) throws IOException {
    finished.putAll(plan.findFinished());
    List<StageTask<?>> left = findLeft(chosen);
    check(left);
    files.open();
    update();
    for (StageRun run : plan.stageRuns()) {
      StoredRun stored = finished.get(run.path());
      if (stored != null) {
        pace.add(run, stored.result());
      }
    }
    trainAll(left, stop);
    update(); // another process may have finished runs in the meantime
    return failed.isEmpty();
  }

  /**
   * Checks one of the runs that differ only in the seed, on which data and models do not depend.
   */
  private void check(List<StageTask<?>> left) throws IOException {
    Map<String, StageTask<?>> groups = new LinkedHashMap<>();
    left.forEach(task -> groups.putIfAbsent(task.getRun().group(), task));
    if (groups.isEmpty()) {
      return;
    }
    int checked = 0;
    try (Progress progress = console.progress("check settings and data", groups.size(), "runs")) {
      for (StageTask<?> task : groups.values()) {
        progress.update(checked++, task.getRun().path());
        task.check(startOf(task));
      }
      progress.update(checked, "");
    }
  }

  Outcome getOutcome() {
    return plan.toOutcome(finished);
  }

  /** Returns the chosen runs that have not ended, and the runs without which they cannot start. */
  private List<StageTask<?>> findLeft(Predicate<StageRun> chosen) {
    Set<String> needed = new HashSet<>();
    for (StageRun run : plan.stageRuns()) {
      if (chosen.test(run)) {
        addNeeded(run, needed);
      }
    }
    List<StageTask<?>> left = new ArrayList<>();
    plan.tasks()
        .forEach(
            (path, task) -> {
              if (needed.contains(path)) {
                left.add(task);
              }
            });
    return left;
  }

  private void addNeeded(StageRun run, Set<String> needed) {
    if (!finished.containsKey(run.path()) && needed.add(run.path())) {
      run.requirements().forEach(required -> addNeeded(required, needed));
    }
  }

  private void trainAll(List<StageTask<?>> left, StopSignal stop) throws IOException {
    int total = left.size();
    StageTask<?> task = takeReady(left);
    while (task != null && !stop.isRequested()) {
      announce(task, left, total);
      StoredRun result = train(task, stop);
      if (result == null && stop.isRequested()) {
        return;
      }
      if (result != null) {
        pace.add(task.getRun(), result.result());
        update();
        left.removeIf(it -> finished.containsKey(it.getRun().path()));
      }
      task = takeReady(left);
    }
    if (!stop.isRequested()) {
      left.forEach(this::tellWhyNot);
    }
  }

  /** Removes the first run whose inputs have ended; null if there is none. */
  private @Nullable StageTask<?> takeReady(List<StageTask<?>> left) {
    for (StageTask<?> task : left) {
      if (startOf(task).isReady()) {
        left.remove(task);
        return task;
      }
    }
    return null;
  }

  /** Carries out a run; null if it was stopped, failed, or is in use by another process. */
  private @Nullable StoredRun train(StageTask<?> task, StopSignal stop) throws IOException {
    try {
      return task.train(startOf(task), console, stop);
    } catch (InUseException e) {
      console.info(nameOf(task.getRun()) + " is skipped: another process is working on it");
    } catch (NoResultException e) {
      failed.add(task.getRun().path());
      console.warn(nameOf(task.getRun()) + " has failed: " + e.getMessage());
    }
    return null;
  }

  private StageStart startOf(StageTask<?> task) {
    return StageStart.of(task.getRun(), finished);
  }

  private void tellWhyNot(StageTask<?> task) {
    StageRun run = task.getRun();
    for (StageRun required : run.requirements()) {
      if (failed.contains(required.path())) {
        failed.add(run.path());
        console.warn(nameOf(run) + " cannot start, because " + nameOf(required) + " has no result");
        return;
      }
    }
    console.info(
        nameOf(run) + " waits for a run of another process; run the same command again later");
  }

  private void update() throws IOException {
    finished.putAll(plan.findFinished());
    files.write(getOutcome());
  }

  private void announce(StageTask<?> task, List<StageTask<?>> left, int total) {
    List<StageRun> rest = new ArrayList<>(List.of(task.getRun()));
    left.forEach(it -> rest.add(it.getRun()));
    String passed = Seconds.describe((System.nanoTime() - start) / 1e9) + " elapsed";
    Double seconds = pace.estimate(rest);
    String estimate = seconds == null ? "" : ", about " + Seconds.describe(seconds) + " left";
    console.info(
        String.format(
            Locale.ROOT,
            "run %d of %d: %s (%s%s)",
            total - left.size(),
            total,
            nameOf(task.getRun()),
            passed,
            estimate));
  }

  /** Names a run for messages; the paths of cells do not tell the stage. */
  private String nameOf(StageRun run) {
    return plan.table().isChain()
        ? "stage %s of %s".formatted(run.stage().key(), run.path())
        : run.path();
  }
}
