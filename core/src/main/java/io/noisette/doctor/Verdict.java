package io.noisette.doctor;

/** Severity of a finding. */
enum Verdict {
  OK,
  /** Works, but may be slower or smaller than necessary. */
  NOTE,
  /** Something will fail. */
  PROBLEM
}
