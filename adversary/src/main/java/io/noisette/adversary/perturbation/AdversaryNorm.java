package io.noisette.adversary.perturbation;

/** Norms of a perturbation, taken over all tokens and dimensions of one sequence together. */
public enum AdversaryNorm {
  /** Euclidean norm. */
  L2,
  /** Largest absolute value. */
  LINF
}
