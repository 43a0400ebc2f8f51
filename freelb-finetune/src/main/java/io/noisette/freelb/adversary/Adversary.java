package io.noisette.freelb.adversary;

/** How a model is trained against perturbations of its word vectors. */
public enum Adversary {
  /** Not at all: one pass a batch. */
  NONE,
  /** Ascends while gradients of the parameters add up: "free" large batch (Zhu et al. 2020). */
  FREELB,
  /** Ascends first, then trains at the worst point found (Madry et al. 2018). */
  PGD,
  /** Replays each batch, with an ascent and an update in every replay (Shafahi et al. 2019). */
  FREEAT,
  /** FreeLB with more ascents, through the first layer only (Zhang et al. 2019). */
  YOPO
}
