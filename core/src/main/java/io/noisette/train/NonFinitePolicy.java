package io.noisette.train;

/** What to do about a step whose loss or gradient is NaN or infinite; it never updates. */
public enum NonFinitePolicy {
  /** The run ends with exit code 4. */
  FAIL,
  /** The run goes on with the next step, at most ten times in a row. */
  SKIP
}
