package io.noisette.distillation.loss;

/** What a student learns from its teachers. */
public enum TargetKind {
  /** Their probabilities, softened by the temperature. */
  PROBABILITIES,
  /** Their likeliest label only, at T = 1: hard distillation, which tells softness from texts. */
  LABELS
}
