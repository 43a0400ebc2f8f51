package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.TrainingPass;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;

/** No adversary: the mean loss of the batch, one pass over each micro-batch, one update. */
final class PlainStep implements TrainStep<LabelledTexts> {

  private final NDManager manager;
  private final SequenceClassifier model;

  PlainStep(NDManager manager, SequenceClassifier model) {
    this.manager = manager;
    this.model = model;
  }

  @Override
  public StepResult take(StepBatch<LabelledTexts> batch, StepContext context) {
    double weight = 1.0 / batch.samples();
    double loss = 0;
    for (int i = 0; i < batch.microBatches().size(); i++) {
      LabelledTexts micro = batch.microBatches().get(i);
      TrainingPass pass =
          MaskSeeds.of(DropoutSharing.ON, context, i).startPass(TrainingPass.weighted(weight), 0);
      try (NDManager scope = manager.newSubManager()) {
        loss += model.forwardBackward(scope, micro.getTexts(), micro.getTargets(), pass).getLoss();
      }
    }
    return context.update(loss * weight);
  }
}
