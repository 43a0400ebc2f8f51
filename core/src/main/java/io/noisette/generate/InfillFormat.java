package io.noisette.generate;

/** Output format of {@code infill}. */
public enum InfillFormat {
  TEXT,
  JSON
}
