package io.noisette.adversary;

/** Adversarial training methods, which train on perturbed input embeddings. */
public enum Adversary {
  /** No perturbation: one forward and backward pass per batch. */
  NONE,
  /**
   * FreeLB (Zhu et al., 2020): takes ascent steps while the parameter gradients of all passes
   * accumulate.
   */
  FREELB,
  /**
   * PGD (Madry et al., 2018): takes all ascent steps first, then trains on the last perturbation.
   */
  PGD,
  /**
   * FreeAT (Shafahi et al., 2019): replays each batch, with an ascent step and an update in every
   * replay.
   */
  FREEAT,
  /**
   * YOPO (Zhang et al., 2019): FreeLB with additional ascent steps through the first layer only.
   */
  YOPO
}
