package io.noisette.freelb.adversary;

/** Descends at every perturbation on the way up (docs/papers.md 3.1). */
record FreeLb(int passes, double rate) implements Attack {

  @Override
  public double addGradients(PerturbedBatch texts, double weight) {
    double share = weight / passes;
    double loss = texts.descend(share);
    for (int pass = 1; pass < passes; pass++) {
      texts.ascend(rate);
      loss += texts.descend(share);
    }
    return loss * share;
  }
}
