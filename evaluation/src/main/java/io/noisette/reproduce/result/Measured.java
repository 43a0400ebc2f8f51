package io.noisette.reproduce.result;

import java.util.List;

/**
 * The measured values of one cell, one per random seed.
 *
 * @param values one per run, in the order of the seeds; NaN where a value is not finite
 */
public record Measured(List<Double> values) {

  public Measured {
    values = List.copyOf(values);
  }

  /** Returns the number of measured values. */
  public int n() {
    return values.size();
  }

  /** Returns the mean, NaN without values. */
  public double mean() {
    return values.stream().mapToDouble(value -> value).average().orElse(Double.NaN);
  }

  /** Returns the sample standard deviation, NaN for fewer than two values. */
  public double deviation() {
    double mean = mean();
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return n() < 2 ? Double.NaN : Math.sqrt(squares / (n() - 1));
  }
}
