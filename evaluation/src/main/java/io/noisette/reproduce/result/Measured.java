package io.noisette.reproduce.result;

import java.util.List;

/**
 * The numbers that runs of one cell came to.
 *
 * @param values one a run, in the order of the seeds; NaN where one was not finite
 */
public record Measured(List<Double> values) {

  public Measured {
    values = List.copyOf(values);
  }

  public int n() {
    return values.size();
  }

  /** NaN without values. */
  public double mean() {
    return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
  }

  /** The sample standard deviation, NaN for fewer than two values. */
  public double deviation() {
    double mean = mean();
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return n() < 2 ? Double.NaN : Math.sqrt(squares / (n() - 1));
  }
}
