package io.noisette.evaluation.metric;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Mean and sample standard deviation of values, such as those of several random seeds.
 *
 * @param mean null without values
 * @param sd standard deviation with divisor n - 1; null for fewer than two values
 */
public record Spread(@Nullable Double mean, @Nullable Double sd) {

  /** Computes the spread of values. */
  public static Spread of(List<Double> values) {
    int n = values.size();
    double mean = values.stream().mapToDouble(value -> value).sum() / n;
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return new Spread(
        n == 0 ? null : Double.valueOf(mean),
        n < 2 ? null : Double.valueOf(Math.sqrt(squares / (n - 1))));
  }

  /**
   * Returns whether the difference to another mean is within the larger of both standard
   * deviations; false if one of them is unknown.
   */
  public boolean isTie(Spread other) {
    return mean != null
        && other.mean != null
        && sd != null
        && other.sd != null
        && Math.abs(mean - other.mean) <= Math.max(sd, other.sd);
  }
}
