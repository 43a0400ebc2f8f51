package io.noisette.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.adversary.perturbation.Ball;
import io.noisette.adversary.perturbation.Perturbation;
import io.noisette.adversary.perturbation.PerturbationSampler;
import io.noisette.engine.TrainableModel;
import io.noisette.random.Mix;
import io.noisette.train.StepContext;
import io.noisette.train.step.PlainStep;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Adds perturbations to the input embeddings of a model, a new one for each part of a micro-batch.
 *
 * @param manager owner of what a step computes with
 * @param plain step whose passes are made with the perturbations
 * @param samplers one per lane, because lanes work at the same time; closed with this
 * @param sharing whether all passes over a part have the same dropout masks
 * @param listener called after every pass and every ascent step
 */
record Perturbers<M extends TrainableModel, B>(
    NDManager manager,
    PlainStep<M, B> plain,
    PerturbedInput<M, B> input,
    List<PerturbationSampler> samplers,
    DropoutSharing sharing,
    PassListener listener)
    implements AutoCloseable {

  /**
   * Tells the seed of a perturbation from those of the dropout masks, which are numbered from 0.
   */
  private static final int PERTURBATION = -1;

  /** Creates sources of perturbations; none for plain fine-tuning. */
  static <M extends TrainableModel, B> Perturbers<M, B> of(
      AdversarySettings settings,
      NDManager manager,
      M model,
      PlainStep<M, B> plain,
      PerturbedInput<M, B> input) {
    int count = settings.adversary() == Adversary.NONE ? 0 : plain.getLaneCount();
    Ball ball = settings.toBall();
    List<PerturbationSampler> samplers =
        IntStream.range(0, count)
            .mapToObj(lane -> new PerturbationSampler(manager, ball, input.getWidth(model)))
            .toList();
    return new Perturbers<>(
        manager, plain, input, samplers, settings.toDropoutSharing(), PassListener.NONE);
  }

  /**
   * Returns a part of a micro-batch with a new perturbation, a function of the run's random seed,
   * the step and the part.
   *
   * @param scope owner of the perturbation
   */
  PerturbedBatch<M, B> perturb(
      NDManager scope, M model, B part, StepContext context, PlainStep.Place place) {
    long seed = Mix.of(context.dropoutSeed(place.number()), PERTURBATION);
    Perturbation perturbation =
        samplers.get(place.lane()).start(scope, input.getTokens(part), seed);
    MaskSeeds masks = MaskSeeds.of(sharing, context, place.number());
    return new PerturbedBatch<>(scope, this, model, part, perturbation, masks);
  }

  @Override
  public void close() {
    samplers.forEach(PerturbationSampler::close);
  }
}
