package io.noisette.parity;

/** Output formats of {@code verify-parity}. */
public enum ParityFormat {
  /** One table per directory. */
  TEXT,
  /** One JSON object per directory, each on a line of its own. */
  JSON
}
