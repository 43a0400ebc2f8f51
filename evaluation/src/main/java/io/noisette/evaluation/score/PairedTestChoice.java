package io.noisette.evaluation.score;

/** Paired tests of two systems. */
public enum PairedTestChoice {
  /** Paired bootstrap. */
  BOOTSTRAP,
  /** Approximate randomization. */
  RANDOMIZATION,
  /** No test. */
  NONE
}
