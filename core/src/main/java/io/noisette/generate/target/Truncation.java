package io.noisette.generate.target;

/** What to do with a text that has more tokens than a model, or a setting, allows. */
public enum Truncation {
  /** Refuse it with an error that names the line. */
  REFUSE,
  /** Keep the beginning. */
  CUT
}
