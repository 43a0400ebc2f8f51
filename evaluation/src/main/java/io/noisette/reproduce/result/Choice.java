package io.noisette.reproduce.result;

import io.noisette.reproduce.table.StageRun;
import io.noisette.reproduce.table.Trials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Choice among the values of an option that an earlier stage has tried.
 *
 * @param trials what was tried
 * @param results metric of each value that has been tried so far, in the order of the table; NaN if
 *     the run diverged
 * @param complete whether all values have been tried
 */
public record Choice(Trials trials, Map<String, Double> results, boolean complete) {

  /**
   * Creates a choice from results of earlier runs.
   *
   * @param runs runs of a stage that tries values
   * @param finder result of a run, or null if it has not ended
   */
  public static Choice of(List<StageRun> runs, Function<StageRun, @Nullable FinishedRun> finder) {
    Trials trials = Objects.requireNonNull(runs.get(0).stage().trials(), "trials");
    Map<String, Double> results = new LinkedHashMap<>();
    for (StageRun run : runs) {
      FinishedRun result = finder.apply(run);
      if (result != null) {
        results.put(String.valueOf(run.trial()), result.metric(trials.metric()));
      }
    }
    return new Choice(trials, results, results.size() == runs.size());
  }

  /**
   * Returns the best value, the first of equal ones, or null before all values have been tried. A
   * value whose run diverged is only chosen if all have.
   */
  public @Nullable String best() {
    if (!complete) {
      return null;
    }
    String best = null;
    for (String value : results.keySet()) {
      if (best == null || isBetter(rank(value), rank(best))) {
        best = value;
      }
    }
    return best;
  }

  private boolean isBetter(double one, double other) {
    return one > other || (Double.isNaN(other) && !Double.isNaN(one));
  }

  private double rank(String value) {
    double metric = Objects.requireNonNull(results.get(value), value);
    return trials.highest() ? metric : -metric;
  }
}
