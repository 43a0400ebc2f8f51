package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.model.BartModel;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.model.TrainingPass;
import io.noisette.train.Lanes;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import java.util.List;

/**
 * The plain step: cross-entropy of the whole text given the corrupted one, over all target tokens
 * (papers.md 1.2, Batching), each micro-batch forward and backward, then one update.
 */
final class DenoisingStep implements TrainStep<Seq2SeqBatch> {

  private final NDManager manager;
  private final Lanes<BartModel> lanes;

  DenoisingStep(NDManager manager, Lanes<BartModel> lanes) {
    this.manager = manager;
    this.lanes = lanes;
  }

  @Override
  public StepResult take(StepBatch<Seq2SeqBatch> batch, StepContext context) {
    double weight = 1.0 / batch.targetTokens();
    double nats = 0;
    for (int i = 0; i < batch.microBatches().size(); i++) {
      List<Seq2SeqBatch> parts = batch.microBatches().get(i).split(lanes.getCount());
      int first = i * lanes.getCount();
      List<Double> sums =
          lanes.each(
              parts.size(),
              (model, part) ->
                  forwardBackward(model, parts.get(part), passOf(first + part, weight, context)));
      nats += sums.stream().mapToDouble(sum -> sum).sum();
    }
    return context.update(nats * weight);
  }

  private double forwardBackward(BartModel model, Seq2SeqBatch part, TrainingPass pass) {
    try (NDManager scope = manager.newSubManager()) {
      return model.forwardBackward(scope, part, pass);
    }
  }

  private static TrainingPass passOf(int number, double weight, StepContext context) {
    TrainingPass pass = TrainingPass.weighted(weight);
    return context.isDropout() ? pass.withDropout(context.getDropoutSeed(number)) : pass;
  }
}
