package io.noisette.report;

import io.noisette.run.RunRecord;
import io.noisette.train.TrainingState;
import io.noisette.train.Validator;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come.
 *
 * @param steps done
 * @param allSteps that the run was to take, or 0 if its settings do not say
 * @param targetTokens seen
 * @param seconds of training, without validations and saving, as the logged rates have it
 * @param notFinite logged steps whose loss was NaN or infinite
 */
public record RunState(
    long steps, long allSteps, double targetTokens, double seconds, int notFinite) {

  private static final String TOKENS = "target_tokens";

  /**
   * Puts together what was logged and what was saved, which may be some steps later.
   *
   * @param saved of the newest checkpoint, or null
   */
  static RunState of(RunRecord run, RunCurves curves, @Nullable TrainingState saved) {
    Curve tokens = curves.get(TOKENS);
    int last = tokens.findLast();
    double logged = last < 0 ? 0 : tokens.getValue(last);
    long savedStep = saved == null ? 0 : saved.step();
    return new RunState(
        Math.max(curves.getLastStep(), savedStep),
        run.settings().get("steps") instanceof Number steps ? steps.longValue() : 0,
        saved == null ? logged : Math.max(logged, (double) saved.targetTokens()),
        trainingSeconds(tokens, curves.get("tokens_per_second")),
        countNotFinite(curves.get("loss")));
  }

  public boolean isComplete() {
    return allSteps > 0 && steps >= allSteps;
  }

  /** In a word or two. */
  String describe() {
    return isComplete() ? "complete" : steps == 0 ? "no step yet" : "unfinished";
  }

  /** Steps done, of how many. */
  String describeSteps() {
    String done = Numbers.count(steps);
    return allSteps > 0 && !isComplete() ? done + " of " + Numbers.count(allSteps) : done;
  }

  /** The index of the best validation in the curve of losses, or -1. */
  static int findBest(RunCurves curves) {
    return curves.get(Validator.LOSS).findLowest();
  }

  /** Tokens since the line before, over the rate of this line; lines lie at the same steps. */
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
