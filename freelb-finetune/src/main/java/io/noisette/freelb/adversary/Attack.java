package io.noisette.freelb.adversary;

/** What an adversary does with a micro-batch before the one update of the step. */
@FunctionalInterface
interface Attack {

  /**
   * Adds up the gradients of the parameters.
   *
   * @param weight of a sequence: 1 / (sequences of the step)
   * @return the weighted loss that they are the gradients of
   */
  double addGradients(PerturbedBatch perturbed, double weight);
}
