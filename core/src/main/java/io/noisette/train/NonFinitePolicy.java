package io.noisette.train;

/**
 * What happens after a step whose loss or gradient is NaN or infinite; the step itself never
 * updates the model.
 */
public enum NonFinitePolicy {
  /** Ends the run with exit code 4. */
  FAIL,
  /** Skips the step, and ends the run after more than ten skips in a row. */
  SKIP
}
