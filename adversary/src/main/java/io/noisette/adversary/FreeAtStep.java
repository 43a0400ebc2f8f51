package io.noisette.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import io.noisette.model.TrainingLoss;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import io.noisette.train.step.PlainStep;
import java.util.List;

/**
 * Training step of FreeAT: replays a batch, with an ascent step and an update in every replay. As
 * published, the loss of m replays is weighted by 1 / (1 + m), and the perturbation starts anew
 * with each batch (docs/papers.md 3.1 and 10).
 */
final class FreeAtStep<M extends TrainableModel, B> implements TrainStep<B> {

  private final PlainStep<M, B> plain;
  private final Perturbers<M, B> perturbers;
  private final int replays;
  private final double rate;

  FreeAtStep(PlainStep<M, B> plain, Perturbers<M, B> perturbers, int replays, double rate) {
    this.plain = plain;
    this.perturbers = perturbers;
    this.replays = replays;
    this.rate = rate;
  }

  @Override
  public StepResult take(StepBatch<B> batch, StepContext context) {
    if (batch.microBatches().size() > 1) {
      throw new IllegalArgumentException(
          "FreeAT needs a batch that consists of one micro-batch, but this one has "
              + batch.microBatches().size());
    }
    long units = plain.countUnits(batch);
    double weight = 1.0 / (units * (1.0 + replays));
    try (NDManager scope = perturbers.manager().newSubManager()) {
      List<PerturbedBatch<M, B>> parts =
          plain.each(
              batch,
              0,
              (model, part, place) -> perturbers.perturb(scope, model, part, context, place));
      TrainingLoss loss = replay(batch, parts, weight);
      StepResult result = plain.complete(loss, context);
      int updates = result.updates();
      for (int replay = 1; result.updated() && replay < replays; replay++) {
        loss = loss.plus(replay(batch, parts, weight));
        result = plain.complete(loss, context);
        updates += result.updates();
      }
      StepFigures figures = new StepFigures();
      parts.forEach(part -> figures.add(StepFigures.Passes.of(part)));
      return result.withUpdates(updates).withFigures(figures.toMap(batch.sequences(), units));
    }
  }

  /** Runs a pass over each part and an ascent step; returns the weighted loss. */
  private TrainingLoss replay(StepBatch<B> batch, List<PerturbedBatch<M, B>> parts, double weight) {
    return plain
        .each(
            batch,
            0,
            (model, tokens, place) -> {
              PerturbedBatch<M, B> part = parts.get(place.lane());
              TrainingLoss loss = part.accumulateGradients(weight).times(weight);
              part.ascend(rate);
              return loss;
            })
        .stream()
        .reduce(TrainingLoss.ZERO, TrainingLoss::plus);
  }
}
