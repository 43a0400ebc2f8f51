package io.noisette.generate;

/** How {@code infill} writes its completions. */
public enum InfillFormat {
  TEXT,
  JSON
}
