package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.train.PlainStep;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;

/**
 * Training step of adversarial training: computes the gradients of each micro-batch under
 * perturbation, then updates once.
 */
final class AdversarialStep<T> implements TrainStep<LabelledBatch<T>> {

  private final NDManager manager;
  private final Perturber<T> perturber;
  private final Attack attack;

  AdversarialStep(NDManager manager, Perturber<T> perturber, Attack attack) {
    this.manager = manager;
    this.perturber = perturber;
    this.attack = attack;
  }

  @Override
  public StepResult take(StepBatch<LabelledBatch<T>> batch, StepContext context) {
    double weight = 1.0 / batch.sequences();
    double loss = 0;
    StepFigures figures = new StepFigures();
    for (int i = 0; i < batch.microBatches().size(); i++) {
      try (NDManager scope = manager.newSubManager()) {
        PerturbedBatch<T> perturbed = perturber.perturb(scope, batch, context, i);
        loss += attack.addGradients(perturbed, weight);
        figures.add(perturbed);
      }
    }
    return PlainStep.update(loss, context).withFigures(figures.toMap(batch.sequences()));
  }
}
