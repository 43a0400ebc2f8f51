package io.noisette.adversary;

import io.noisette.model.TrainingLoss;

/**
 * PGD: takes all ascent steps first, then trains once on the last perturbation (docs/papers.md
 * 3.1).
 *
 * @param ascents number of ascent steps
 * @param rate step size of an ascent step
 */
record Pgd(int ascents, double rate) implements Attack {

  @Override
  public TrainingLoss addGradients(PerturbedBatch<?, ?> perturbed, double weight) {
    for (int i = 0; i < ascents; i++) {
      perturbed.accumulatePerturbationGradient(weight);
      perturbed.ascend(rate);
    }
    return perturbed.accumulateGradients(weight).times(weight);
  }
}
