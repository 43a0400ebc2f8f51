package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.model.TextModel;
import io.noisette.random.Mix;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;

/**
 * Adds perturbations to the input embeddings of a model, a new one for each micro-batch.
 *
 * @param sampler closed with this
 * @param sharing whether all passes over a micro-batch have the same dropout masks
 * @param listener called after every pass and every ascent step
 */
record Perturber<T>(
    TextModel<T> model, PerturbationSampler sampler, DropoutSharing sharing, PassListener listener)
    implements AutoCloseable {

  static <T> Perturber<T> of(AdversarySettings settings, NDManager manager, TextModel<T> model) {
    return new Perturber<>(
        model,
        new PerturbationSampler(manager, settings.toBall(), model.getWidth()),
        settings.toDropoutSharing(),
        PassListener.NONE);
  }

  /**
   * Returns a micro-batch with a new perturbation, a function of the run's random seed, the step
   * and the micro-batch.
   */
  PerturbedBatch<T> perturb(
      NDManager scope, StepBatch<LabelledBatch<T>> batch, StepContext context, int microBatch) {
    LabelledBatch<T> labelled = batch.microBatches().get(microBatch);
    long seed = Mix.of(context.dropoutSeed(microBatch), 1);
    Perturbation perturbation = sampler.start(scope, labelled.sequences().tokens(), seed);
    MaskSeeds masks = MaskSeeds.of(sharing, context, microBatch);
    return new PerturbedBatch<>(scope, model, labelled, perturbation, masks, listener);
  }

  @Override
  public void close() {
    sampler.close();
  }
}
