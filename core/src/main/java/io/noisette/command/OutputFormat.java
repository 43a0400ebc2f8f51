package io.noisette.command;

/** Format of what a subcommand prints. */
public enum OutputFormat {
  /** Lines for people. */
  TEXT,
  /** JSON objects, for programs. */
  JSON
}
