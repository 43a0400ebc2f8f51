package io.noisette.freelb.adversary;

/**
 * Computes the parameter gradients of a micro-batch under perturbation, before the one update of
 * the step.
 */
@FunctionalInterface
interface Attack {

  /**
   * Accumulates the gradients of the parameters.
   *
   * @param perturbed the micro-batch
   * @param weight factor of each sequence's loss: 1 / (sequences of the step)
   * @return the weighted loss whose gradients were accumulated
   */
  double addGradients(PerturbedBatch<?> perturbed, double weight);
}
