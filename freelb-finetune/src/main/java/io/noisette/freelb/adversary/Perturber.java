package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.model.SequenceClassifier;
import io.noisette.random.Mix;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;

/**
 * What perturbs a model's word vectors.
 *
 * @param listener told of every pass and ascent
 */
record Perturber(
    SequenceClassifier model,
    PerturbationSampler perturbations,
    DropoutSharing sharing,
    PassListener listener) {

  /** A micro-batch with a new perturbation: a function of the run's seed, step and micro-batch. */
  PerturbedBatch perturb(
      NDManager scope, StepBatch<LabelledBatch> batch, StepContext context, int microBatch) {
    LabelledBatch texts = batch.microBatches().get(microBatch);
    long seed = Mix.of(context.dropoutSeed(microBatch), 1);
    Perturbation perturbation = perturbations.start(scope, texts.getTexts().tokens(), seed);
    MaskSeeds masks = MaskSeeds.of(sharing, context, microBatch);
    return new PerturbedBatch(scope, model, texts, perturbation, masks, listener);
  }
}
