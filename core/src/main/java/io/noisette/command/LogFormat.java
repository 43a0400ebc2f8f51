package io.noisette.command;

/** Format of lines on stderr: plain text, or one JSON object per line. */
public enum LogFormat {
  TEXT,
  JSON
}
