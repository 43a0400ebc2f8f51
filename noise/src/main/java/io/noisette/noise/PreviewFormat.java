package io.noisette.noise;

/** How {@code noise-preview} writes documents. */
public enum PreviewFormat {
  /** Before and after, one below the other. */
  TEXT,
  /** One object with lists of tokens. */
  JSON
}
