package io.noisette.generate.target;

/** What to do with a source that is longer than the model's positions. */
public enum Truncation {
  /** End with an error that names the line. */
  REFUSE,
  /** Keep the beginning. */
  CUT
}
