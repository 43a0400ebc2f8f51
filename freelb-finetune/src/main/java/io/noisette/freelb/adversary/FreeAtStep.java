package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.train.PlainStep;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;

/**
 * Training step of FreeAT: replays a batch, with an ascent step and an update in every replay. As
 * published, the loss of m replays is weighted by 1 / (1 + m), and the perturbation starts anew
 * with each batch (docs/papers.md 3.1 and 10).
 */
final class FreeAtStep<T> implements TrainStep<LabelledBatch<T>> {

  private final NDManager manager;
  private final Perturber<T> perturber;
  private final int replays;
  private final double rate;

  FreeAtStep(NDManager manager, Perturber<T> perturber, int replays, double rate) {
    this.manager = manager;
    this.perturber = perturber;
    this.replays = replays;
    this.rate = rate;
  }

  @Override
  public StepResult take(StepBatch<LabelledBatch<T>> batch, StepContext context) {
    if (batch.microBatches().size() > 1) {
      throw new IllegalArgumentException(
          "FreeAT needs a batch that consists of one micro-batch, but this one has "
              + batch.microBatches().size());
    }
    double weight = 1.0 / (batch.sequences() * (1.0 + replays));
    try (NDManager scope = manager.newSubManager()) {
      PerturbedBatch<T> perturbed = perturber.perturb(scope, batch, context, 0);
      double loss = perturbed.accumulateGradients(weight) * weight;
      StepResult result = ascendAndUpdate(perturbed, context, loss);
      int updates = result.updates();
      while (result.updated() && perturbed.getLosses().size() < replays) {
        loss += perturbed.accumulateGradients(weight) * weight;
        result = ascendAndUpdate(perturbed, context, loss);
        updates += result.updates();
      }
      return result.withUpdates(updates).withFigures(StepFigures.of(perturbed, batch.sequences()));
    }
  }

  private StepResult ascendAndUpdate(
      PerturbedBatch<T> perturbed, StepContext context, double loss) {
    perturbed.ascend(rate);
    return PlainStep.update(loss, context);
  }
}
