package io.noisette.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import io.noisette.failure.UsageException;
import io.noisette.model.ModelFamily;
import io.noisette.model.TextModel;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import io.noisette.train.step.Lanes;
import io.noisette.train.step.PlainStep;
import java.util.List;

/**
 * Training step of fine-tuning, plain or with the adversarial training that the settings choose.
 *
 * @param <M> model type
 * @param <B> a micro-batch
 */
public final class FineTuningStep<M extends TrainableModel, B> implements TrainStep<B> {

  private final PlainStep<M, B> plain;
  private final Perturbers<M, B> perturbers;
  private final TrainStep<B> step;

  /**
   * Creates the training step of a model.
   *
   * @param model the model of the plain step
   * @param plain step without an adversary, whose loss and lanes the adversary uses too; closed
   *     together with this step
   */
  public FineTuningStep(
      AdversarySettings settings,
      NDManager manager,
      M model,
      PlainStep<M, B> plain,
      PerturbedInput<M, B> input) {
    this(settings, plain, Perturbers.of(settings, manager, model, plain, input));
  }

  /** Creates the step with given sources of perturbations, which it closes. */
  FineTuningStep(AdversarySettings settings, PlainStep<M, B> plain, Perturbers<M, B> perturbers) {
    this.plain = plain;
    this.perturbers = perturbers;
    step = newStep(settings);
  }

  /**
   * Creates the training step of a model with a head on its texts, whose loss is the mean over
   * their targets: over the texts, or over the tokens that have a tag.
   *
   * @throws UsageException if the model does not support the method
   */
  public static <T> FineTuningStep<TextModel<T>, LabelledBatch<T>> of(
      AdversarySettings settings, NDManager manager, TextModel<T> model) {
    requireFit(settings, model.getFamily());
    PlainStep<TextModel<T>, LabelledBatch<T>> plain = newPlainStep(manager, model);
    return new FineTuningStep<>(
        settings, manager, model, plain, new TextInput<>(LabelledBatch::sequences));
  }

  /** Creates the step of plain fine-tuning of a model with a head on its texts. */
  static <T> PlainStep<TextModel<T>, LabelledBatch<T>> newPlainStep(
      NDManager manager, TextModel<T> model) {
    return new PlainStep<>(
        manager,
        Lanes.single(manager, model),
        batch ->
            Math.max(
                1, // a step of texts without any target has no loss, and no gradient
                batch.microBatches().stream()
                    .mapToLong(part -> model.countTargets(part.sequences(), part.targets()))
                    .sum()),
        (batch, parts) -> List.of(batch),
        (own, scope, batch, pass) ->
            own.forwardBackward(scope, batch.sequences(), batch.targets(), pass).getLoss());
  }

  @Override
  public StepResult take(StepBatch<B> batch, StepContext context) {
    return step.take(batch, context);
  }

  /**
   * Checks that a family of models with a head on their texts supports an adversarial training
   * method.
   *
   * @throws UsageException if it does not
   */
  public static void requireFit(AdversarySettings settings, ModelFamily family) {
    if (settings.adversary() == Adversary.YOPO && family == ModelFamily.BART) {
      throw new UsageException(
          "--adversary yopo supports BERT and RoBERTa, but not models of the type bart; use"
              + " --adversary freelb");
    }
  }

  private TrainStep<B> newStep(AdversarySettings settings) {
    if (settings.adversary() == Adversary.NONE) {
      return plain;
    }
    return settings.advBeginStep() > 1
        ? new BeginLater<>(settings.advBeginStep(), plain, newAdversarialStep(settings))
        : newAdversarialStep(settings);
  }

  private TrainStep<B> newAdversarialStep(AdversarySettings settings) {
    int steps = settings.advSteps();
    int passes = settings.advVariant().countPasses(steps);
    double rate = settings.advLr();
    return switch (settings.adversary()) {
      case NONE ->
          throw new IllegalStateException(
              "an adversarial step needs an adversary, but the setting adversary is none");
      case FREELB -> oneUpdate(new FreeLb(passes, rate));
      case PGD -> oneUpdate(new Pgd(steps, rate));
      case YOPO -> oneUpdate(new Yopo(passes, settings.yopoInnerSteps(), rate));
      case FREEAT -> new FreeAtStep<>(plain, perturbers, steps, rate);
    };
  }

  private TrainStep<B> oneUpdate(Attack attack) {
    return new AdversarialStep<>(plain, perturbers, attack);
  }

  @Override
  public void close() {
    plain.close();
    perturbers.close();
  }
}
