package io.noisette.adversary;

import io.noisette.model.TrainingLoss;

/**
 * YOPO-m-n: FreeLB with m passes and n ascent steps after each but the last, of an n-th of the step
 * size each, with the gradient of the first layer's output held fixed (docs/papers.md 3.1).
 *
 * @param passes number m of full passes
 * @param innerSteps number n of ascent steps per pass
 * @param rate step size of the n ascent steps together
 */
record Yopo(int passes, int innerSteps, double rate) implements Attack {

  @Override
  public TrainingLoss addGradients(PerturbedBatch<?, ?> perturbed, double weight) {
    double share = weight / passes;
    TrainingLoss loss = TrainingLoss.ZERO;
    for (int pass = 1; pass < passes; pass++) {
      loss =
          loss.plus(perturbed.accumulateGradientsAndAscend(share, innerSteps, rate / innerSteps));
    }
    return loss.plus(perturbed.accumulateGradients(share)).times(share);
  }
}
