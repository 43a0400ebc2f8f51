package io.noisette.train;

/** Policy for a step whose loss or gradient is NaN or infinite; such a step never updates. */
public enum NonFinitePolicy {
  /** The run ends with exit code 4. */
  FAIL,
  /** The step is skipped, at most ten times in a row. */
  SKIP
}
