package io.noisette.doctor;

/** What a check thinks of what it found. */
enum Verdict {
  OK,
  /** Works, and may be slower or smaller than it could be. */
  NOTE,
  /** Something will fail. */
  PROBLEM
}
