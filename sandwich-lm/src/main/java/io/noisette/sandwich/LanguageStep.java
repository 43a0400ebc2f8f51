package io.noisette.sandwich;

import ai.djl.ndarray.NDManager;
import io.noisette.model.LanguageBatch;
import io.noisette.model.SandwichModel;
import io.noisette.model.TrainingPass;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;

/** The plain step: each micro-batch forward and backward, then one update. */
final class LanguageStep implements TrainStep<LanguageBatch> {

  private final NDManager manager;
  private final SandwichModel model;

  LanguageStep(NDManager manager, SandwichModel model) {
    this.manager = manager;
    this.model = model;
  }

  @Override
  public StepResult take(StepBatch<LanguageBatch> batch, StepContext context) {
    TrainingPass pass = TrainingPass.weighted(1.0 / batch.targetTokens());
    double nats = 0;
    for (int i = 0; i < batch.microBatches().size(); i++) {
      TrainingPass own = context.isDropout() ? pass.withDropout(context.getDropoutSeed(i)) : pass;
      try (NDManager scope = manager.newSubManager()) {
        nats += model.forwardBackward(scope, batch.microBatches().get(i), own);
      }
    }
    return context.update(nats * pass.weight());
  }
}
