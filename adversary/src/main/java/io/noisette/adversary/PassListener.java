package io.noisette.adversary;

import io.noisette.adversary.perturbation.Perturbation;
import io.noisette.model.TrainingLoss;

/** Listener to the passes and ascent steps over a micro-batch. */
interface PassListener {

  PassListener NONE = (loss, perturbation) -> {};

  /** Called after each pass, with the perturbation of the pass and its gradient. */
  void passed(TrainingLoss loss, Perturbation perturbation);

  /** Called after each ascent step, with the new perturbation, whose gradient is cleared. */
  default void ascended(Perturbation perturbation) {}
}
