package io.noisette.distillation.dataset;

/** Initial weights of the networks that a set is distilled for (docs/papers.md 7.1). */
public enum InitKind {
  /** One random network. */
  FIXED,
  /** New random networks in every step. */
  RANDOM,
  /** One network, trained on real texts. */
  FIXED_PRETRAINED,
  /** Several networks, trained on real texts. */
  RANDOM_PRETRAINED;

  /** Returns whether there is one network only, whose weights belong to the set. */
  public boolean isFixed() {
    return this == FIXED || this == FIXED_PRETRAINED;
  }

  /** Returns whether the networks are trained on real texts first. */
  public boolean isPretrained() {
    return this == FIXED_PRETRAINED || this == RANDOM_PRETRAINED;
  }
}
