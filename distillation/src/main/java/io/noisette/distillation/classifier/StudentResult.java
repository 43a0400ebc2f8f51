package io.noisette.distillation.classifier;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Best dev metric of one of the two students, for each seed that has finished.
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

  /** Returns the mean and the standard deviation of values. */
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
}
