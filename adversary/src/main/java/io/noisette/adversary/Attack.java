package io.noisette.adversary;

import io.noisette.model.TrainingLoss;

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
   * @param weight factor of the loss of a pass, which makes a mean of it over the step
   * @return the weighted loss whose gradients were accumulated
   */
  TrainingLoss addGradients(PerturbedBatch<?, ?> perturbed, double weight);
}
