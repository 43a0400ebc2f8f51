package io.noisette.freelb.adversary;

/**
 * YOPO-m-n: FreeLB whose m passes have n ascents between them, each of an n-th of the rate, with
 * the loss's gradient above the first layer held fast (docs/papers.md 3.1).
 */
record Yopo(int passes, int innerSteps, double rate) implements Attack {

  @Override
  public double addGradients(PerturbedBatch perturbed, double weight) {
    double share = weight / passes;
    double loss = 0;
    for (int pass = 1; pass < passes; pass++) {
      loss += perturbed.accumulateGradientsAndAscend(share, innerSteps, rate / innerSteps);
    }
    return (loss + perturbed.accumulateGradients(share)) * share;
  }
}
