package io.noisette.generate.target;

/** Format of predictions. */
public enum PredictionFormat {
  /** The best text of each source on a line, with line breaks and backslashes escaped. */
  TEXT,
  /** A JSON object for each source, on a line. */
  JSONL,
  /** Another name of {@link #JSONL}, by which other subcommands call it. */
  JSON;

  /** Returns the format by its first name. */
  PredictionFormat toFirstName() {
    return this == JSON ? JSONL : this;
  }
}
