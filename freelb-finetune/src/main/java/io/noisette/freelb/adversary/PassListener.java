package io.noisette.freelb.adversary;

import io.noisette.model.LabelScores;

/** Listener to the passes and ascent steps over a micro-batch. */
interface PassListener {

  PassListener NONE = (scores, perturbation) -> {};

  /** Called after each pass, with the perturbation of the pass and its gradient. */
  void passed(LabelScores scores, Perturbation perturbation);

  /** Called after each ascent step, with the new perturbation, whose gradient is cleared. */
  default void ascended(Perturbation perturbation) {}
}
