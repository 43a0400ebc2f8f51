package io.noisette.parity;

/** How {@code verify-parity} writes its verdicts. */
public enum ParityFormat {
  /** A table for each directory. */
  TEXT,
  /** One object for each directory, on a line of its own. */
  JSON
}
