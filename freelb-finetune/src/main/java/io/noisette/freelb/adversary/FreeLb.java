package io.noisette.freelb.adversary;

/** Accumulates gradients at every perturbation on the way up (docs/papers.md 3.1). */
record FreeLb(int passes, double rate) implements Attack {

  @Override
  public double addGradients(PerturbedBatch perturbed, double weight) {
    double share = weight / passes;
    double loss = perturbed.accumulateGradients(share);
    for (int pass = 1; pass < passes; pass++) {
      perturbed.ascend(rate);
      loss += perturbed.accumulateGradients(share);
    }
    return loss * share;
  }
}
