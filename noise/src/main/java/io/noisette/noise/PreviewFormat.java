package io.noisette.noise;

/** Output formats of {@code noise-preview}. */
public enum PreviewFormat {
  /** Each document before and after noise, one below the other. */
  TEXT,
  /** One JSON object with lists of tokens. */
  JSON
}
