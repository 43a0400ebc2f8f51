package io.noisette.distillation.classifier;

import io.noisette.command.AlignedTable;
import io.noisette.evaluation.metric.Spread;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Best dev metric of a student, for each seed that has finished.
 *
 * @param name such as {@code student alone}
 * @param seeds random seeds, in the order of the values
 * @param steps number of steps that the student has made with each seed
 * @param values of the task's main metric
 * @param mean null if no seed has finished
 * @param sd standard deviation over n - 1; null for fewer than two seeds
 */
public record StudentResult(
    String name,
    List<Long> seeds,
    List<Long> steps,
    List<Double> values,
    @Nullable Double mean,
    @Nullable Double sd) {

  public StudentResult {
    seeds = List.copyOf(seeds);
    steps = List.copyOf(steps);
    values = List.copyOf(values);
  }

  /** Returns the mean and the standard deviation of what was reached with each random seed. */
  public static StudentResult of(String name, Map<Long, StudentEnd> bySeed) {
    return of(
        name,
        List.copyOf(bySeed.keySet()),
        bySeed.values().stream().map(StudentEnd::steps).toList(),
        bySeed.values().stream().map(StudentEnd::best).toList());
  }

  /** Returns the mean and the standard deviation of values, one per random seed. */
  public static StudentResult of(
      String name, List<Long> seeds, List<Long> steps, List<Double> values) {
    Spread spread = Spread.of(values);
    return new StudentResult(name, seeds, steps, values, spread.mean(), spread.sd());
  }

  /** Returns whether the difference to another student is within the standard deviations. */
  public boolean isTie(StudentResult other) {
    return new Spread(mean, sd).isTie(new Spread(other.mean, other.sd));
  }

  /**
   * Returns a table of students.
   *
   * @param title heading of the names
   * @param rows cells of each row: name, mean, standard deviation, number of seeds
   */
  public static List<String> toTable(String title, List<List<String>> rows) {
    List<String> headings = List.of(title, "mean", "sd", "seeds");
    return new AlignedTable(headings, rows, Set.of(1, 2, 3)).toLines();
  }

  /** Returns its cells in a table: name, mean, standard deviation, number of seeds. */
  public List<String> toRow() {
    return List.of(toTitle(), show(mean), show(sd), Integer.toString(seeds.size()));
  }

  /**
   * Returns the name with the number of steps that were made, such as {@code student, 96 steps}.
   */
  public String toTitle() {
    if (steps.isEmpty()) {
      return name;
    }
    long least = Collections.min(steps);
    long most = Collections.max(steps);
    return least == most
        ? String.format(Locale.ROOT, "%s, %,d steps", name, most)
        : String.format(Locale.ROOT, "%s, %,d to %,d steps", name, least, most);
  }

  /** Returns a number with four decimals, or a dash for none. */
  public static String show(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
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
    return isTie(other) ? gain + ", within the standard deviation over the seeds: a tie" : gain;
  }
}
