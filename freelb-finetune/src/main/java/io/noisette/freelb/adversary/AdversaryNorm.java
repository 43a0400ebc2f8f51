package io.noisette.freelb.adversary;

/** How the size of a perturbation is measured, over all tokens and dimensions of one sequence. */
public enum AdversaryNorm {
  /** The Euclidean norm. */
  L2,
  /** The largest absolute value. */
  LINF
}
