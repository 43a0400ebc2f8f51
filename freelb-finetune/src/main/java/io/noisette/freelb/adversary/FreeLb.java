package io.noisette.freelb.adversary;

/**
 * FreeLB: accumulates the parameter gradients at every perturbation between ascent steps
 * (docs/papers.md 3.1).
 *
 * @param passes number of forward and backward passes
 * @param rate step size of an ascent step
 */
record FreeLb(int passes, double rate) implements Attack {

  @Override
  public double addGradients(PerturbedBatch<?> perturbed, double weight) {
    double share = weight / passes;
    double loss = perturbed.accumulateGradients(share);
    for (int pass = 1; pass < passes; pass++) {
      perturbed.ascend(rate);
      loss += perturbed.accumulateGradients(share);
    }
    return loss * share;
  }
}
