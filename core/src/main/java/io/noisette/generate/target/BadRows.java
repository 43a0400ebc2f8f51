package io.noisette.generate.target;

/** What happens with rows of a data file that give no text. */
public enum BadRows {
  /** They are an error. */
  REFUSE,
  /** They are left out, counted and reported. */
  SKIP
}
