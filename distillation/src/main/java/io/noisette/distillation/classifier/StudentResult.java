package io.noisette.distillation.classifier;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Best dev metric of a student, for each seed that has finished.
 *
 * @param name such as {@code student alone}
 * @param seeds random seeds, in the order of the values
 * @param values of the task's main metric
 * @param mean null if no seed has finished
 * @param sd standard deviation over n - 1; null for fewer than two seeds
 */
public record StudentResult(
    String name,
    List<Long> seeds,
    List<Double> values,
    @Nullable Double mean,
    @Nullable Double sd) {

  public StudentResult {
    seeds = List.copyOf(seeds);
    values = List.copyOf(values);
  }

  /** Returns the mean and the standard deviation of values by random seed. */
  public static StudentResult of(String name, Map<Long, Double> bySeed) {
    return of(name, List.copyOf(bySeed.keySet()), List.copyOf(bySeed.values()));
  }

  /** Returns the mean and the standard deviation of values, one per random seed. */
  public static StudentResult of(String name, List<Long> seeds, List<Double> values) {
    int n = values.size();
    double mean = values.stream().mapToDouble(value -> value).sum() / n;
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return new StudentResult(
        name,
        seeds,
        values,
        n == 0 ? null : Double.valueOf(mean),
        n < 2 ? null : Double.valueOf(Math.sqrt(squares / (n - 1))));
  }

  /** Returns its cells in a table: name, mean, standard deviation, number of seeds. */
  public List<String> toRow(int steps) {
    return List.of(
        String.format(Locale.ROOT, "%s, %,d steps", name, steps),
        ResultTable.number(mean),
        ResultTable.number(sd),
        Integer.toString(seeds.size()));
  }

  /**
   * Returns what may be said of the difference to another student, as a sentence.
   *
   * @param title of the difference, such as {@code distilled - alone}
   */
  public String compare(String title, StudentResult other) {
    if (mean == null || other.mean == null) {
      return "no seed has finished with both students";
    }
    String gain = String.format(Locale.ROOT, "%s: %+.4f", title, mean - other.mean);
    if (!seeds.equals(other.seeds)) {
      return gain + ", of different seeds: not all runs have finished";
    }
    if (sd == null || other.sd == null) {
      return gain + "; one seed does not show a spread: use --seeds 1,2,3";
    }
    return Math.abs(mean - other.mean) <= Math.max(sd, other.sd)
        ? gain + ", within the standard deviation over the seeds: a tie"
        : gain;
  }
}
