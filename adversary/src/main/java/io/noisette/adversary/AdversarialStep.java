package io.noisette.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import io.noisette.model.TrainingLoss;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import io.noisette.train.step.PlainStep;

/**
 * Training step of adversarial training: computes the gradients of each micro-batch under
 * perturbation, then updates once.
 */
final class AdversarialStep<M extends TrainableModel, B> implements TrainStep<B> {

  private final PlainStep<M, B> plain;
  private final Perturbers<M, B> perturbers;
  private final Attack attack;

  AdversarialStep(PlainStep<M, B> plain, Perturbers<M, B> perturbers, Attack attack) {
    this.plain = plain;
    this.perturbers = perturbers;
    this.attack = attack;
  }

  @Override
  public StepResult take(StepBatch<B> batch, StepContext context) {
    long units = plain.countUnits(batch);
    double weight = 1.0 / units;
    TrainingLoss loss = TrainingLoss.ZERO;
    StepFigures figures = new StepFigures();
    for (int i = 0; i < batch.microBatches().size(); i++) {
      for (Attacked part :
          plain.each(
              batch, i, (model, tokens, place) -> attack(model, tokens, context, place, weight))) {
        loss = loss.plus(part.loss());
        figures.add(part.passes());
      }
    }
    return plain.complete(loss, context).withFigures(figures.toMap(batch.sequences(), units));
  }

  private Attacked attack(
      M model, B part, StepContext context, PlainStep.Place place, double weight) {
    try (NDManager scope = perturbers.manager().newSubManager()) {
      PerturbedBatch<M, B> perturbed = perturbers.perturb(scope, model, part, context, place);
      TrainingLoss loss = attack.addGradients(perturbed, weight);
      return new Attacked(loss, StepFigures.Passes.of(perturbed));
    }
  }

  /** What came of a part: its weighted loss, and its passes. */
  private record Attacked(TrainingLoss loss, StepFigures.Passes passes) {}
}
