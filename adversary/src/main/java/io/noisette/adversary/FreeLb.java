package io.noisette.adversary;

import io.noisette.model.TrainingLoss;

/**
 * FreeLB: accumulates the parameter gradients at every perturbation between ascent steps
 * (docs/papers.md 3.1).
 *
 * @param passes number of forward and backward passes
 * @param rate step size of an ascent step
 */
record FreeLb(int passes, double rate) implements Attack {

  @Override
  public TrainingLoss addGradients(PerturbedBatch<?, ?> perturbed, double weight) {
    double share = weight / passes;
    TrainingLoss loss = perturbed.accumulateGradients(share);
    for (int pass = 1; pass < passes; pass++) {
      perturbed.ascend(rate);
      loss = loss.plus(perturbed.accumulateGradients(share));
    }
    return loss.times(share);
  }
}
