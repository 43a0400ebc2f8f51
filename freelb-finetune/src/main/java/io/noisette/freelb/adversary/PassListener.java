package io.noisette.freelb.adversary;

import io.noisette.model.LabelScores;

/** Told what an adversary does with a micro-batch, while it does it. */
interface PassListener {

  PassListener NONE = (scores, perturbation) -> {};

  /** A pass is done; the perturbation, and its gradient, are those of the pass. */
  void passed(LabelScores scores, Perturbation perturbation);

  /** The perturbation has been moved, and its gradient cleared. */
  default void ascended(Perturbation perturbation) {}
}
