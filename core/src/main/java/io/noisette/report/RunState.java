package io.noisette.report;

import io.noisette.run.RunFacts;
import io.noisette.run.RunRecord;
import io.noisette.train.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a run.
 *
 * @param steps number of steps done
 * @param allSteps total number of steps of the run, or 0 if its settings do not say
 * @param isComplete whether all steps are done, or early stopping has ended the run
 * @param targetTokens number of target tokens seen
 * @param seconds training time, without validation and checkpoints, derived from the logged speeds
 * @param notFinite number of logged steps whose loss was NaN or infinite
 */
public record RunState(
    long steps,
    long allSteps,
    boolean isComplete,
    double targetTokens,
    double seconds,
    int notFinite) {

  private static final String TOKENS = "target_tokens";

  /**
   * Combines the log with the newest checkpoint, which may be some steps later.
   *
   * @param saved training state of the newest checkpoint, or null
   */
  static RunState of(RunRecord run, RunCurves curves, @Nullable TrainingState saved) {
    Curve tokens = curves.get(TOKENS);
    int last = tokens.findLast();
    double logged = last < 0 ? 0 : tokens.getValue(last);
    long savedStep = saved == null ? 0 : saved.step();
    return new RunState(
        Math.max(curves.getLastStep(), savedStep),
        countSteps(run),
        isComplete(run, curves, saved),
        saved == null ? logged : Math.max(logged, (double) saved.targetTokens()),
        trainingSeconds(tokens, curves.get("tokens_per_second")),
        countNotFinite(curves.get("loss")));
  }

  private static long countSteps(RunRecord run) {
    RunFacts facts = run.facts();
    if (facts != null) {
      return facts.steps();
    }
    return run.settings().get("steps") instanceof Number steps ? steps.longValue() : 0;
  }

  private static boolean isComplete(
      RunRecord run, RunCurves curves, @Nullable TrainingState saved) {
    RunFacts facts = run.facts();
    long allSteps = countSteps(run);
    if (saved != null && saved.validationDue()) {
      return false; // it was stopped in its validation, which a resumed run makes up for
    }
    if (allSteps > 0
        && Math.max(curves.getLastStep(), saved == null ? 0 : saved.step()) >= allSteps) {
      return true;
    }
    return facts != null && saved != null && facts.isOver(saved.step(), saved.findBestStep());
  }

  /** Returns the state in a word or two; empty if the record does not say how long the run is. */
  String describe() {
    if (isComplete) {
      return steps < allSteps ? "complete, stopped early" : "complete";
    }
    return steps == 0 ? "no steps yet" : allSteps == 0 ? "" : "unfinished";
  }

  /** Returns the number of steps done, and of all steps. */
  String describeSteps() {
    String done = Numbers.count(steps);
    return allSteps > steps ? done + " of " + Numbers.count(allSteps) : done;
  }

  /**
   * Sums, over the lines of the log, the tokens since the previous line divided by the speed in
   * this line; both curves have the same steps.
   */
  private static double trainingSeconds(Curve tokens, Curve rates) {
    double seconds = 0;
    double before = 0;
    for (int i = 0; i < Math.min(tokens.getSize(), rates.getSize()); i++) {
      if (tokens.isFinite(i) && rates.isFinite(i) && rates.getValue(i) > 0) {
        seconds += (tokens.getValue(i) - before) / rates.getValue(i);
        before = tokens.getValue(i);
      }
    }
    return seconds;
  }

  private static int countNotFinite(Curve loss) {
    int count = 0;
    for (int i = 0; i < loss.getSize(); i++) {
      count += loss.isFinite(i) ? 0 : 1;
    }
    return count;
  }
}
