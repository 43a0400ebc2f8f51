package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.model.BartModel;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;

/**
 * The plain step: cross-entropy of the whole text given the corrupted one, over all target tokens
 * (papers.md 1.2, Batching), each micro-batch forward and backward, then one update.
 */
final class DenoisingStep implements TrainStep<Seq2SeqBatch> {

  private final NDManager manager;
  private final BartModel model;

  DenoisingStep(NDManager manager, BartModel model) {
    this.manager = manager;
    this.model = model;
  }

  @Override
  public StepResult take(StepBatch<Seq2SeqBatch> batch, StepContext context) {
    double weight = 1.0 / batch.targetTokens();
    double nats = 0;
    for (int i = 0; i < batch.microBatches().size(); i++) {
      Seq2SeqBatch microBatch = batch.microBatches().get(i);
      try (NDManager scope = manager.newSubManager()) {
        nats +=
            context.isDropout()
                ? model.forwardBackward(scope, microBatch, weight, context.getDropoutSeed(i))
                : model.forwardBackward(scope, microBatch, weight);
      }
    }
    return context.update(nats * weight);
  }
}
