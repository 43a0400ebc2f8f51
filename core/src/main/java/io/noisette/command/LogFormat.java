package io.noisette.command;

/** How lines on stderr look: for people, or one JSON object a line. */
public enum LogFormat {
  TEXT,
  JSON
}
