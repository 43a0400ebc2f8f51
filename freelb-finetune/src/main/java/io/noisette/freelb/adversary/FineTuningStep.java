package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.failure.UsageException;
import io.noisette.model.ModelFamily;
import io.noisette.model.TextModel;
import io.noisette.train.Lanes;
import io.noisette.train.PlainStep;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import java.util.List;

/**
 * Training step of fine-tuning, plain or with the adversarial training that the settings choose.
 */
public final class FineTuningStep<T> implements TrainStep<LabelledBatch<T>> {

  private final NDManager manager;
  private final Perturber<T> perturber;
  private final TrainStep<LabelledBatch<T>> plain;
  private final TrainStep<LabelledBatch<T>> step;

  /**
   * Creates the training step of a model.
   *
   * @throws UsageException if the model does not support the method
   */
  public FineTuningStep(AdversarySettings settings, NDManager manager, TextModel<T> model) {
    this(settings, manager, Perturber.of(settings, manager, model));
  }

  /** Creates the step with a given source of perturbations, which it closes. */
  FineTuningStep(AdversarySettings settings, NDManager manager, Perturber<T> perturber) {
    requireFit(settings, perturber.model().getFamily());
    this.manager = manager;
    this.perturber = perturber;
    plain = newPlainStep(manager, perturber.model());
    step = newStep(settings);
  }

  @Override
  public StepResult take(StepBatch<LabelledBatch<T>> batch, StepContext context) {
    return step.take(batch, context);
  }

  /**
   * Checks that a model family supports an adversarial training method.
   *
   * @throws UsageException if it does not
   */
  public static void requireFit(AdversarySettings settings, ModelFamily family) {
    if (settings.adversary() == Adversary.YOPO && family == ModelFamily.BART) {
      throw new UsageException(
          "--adversary yopo supports BERT and RoBERTa, but not BART, whose encoder and decoder each"
              + " have a first layer; use freelb");
    }
  }

  /**
   * Returns the step of plain fine-tuning, whose loss is the mean over the sequences of a batch.
   */
  private static <T> TrainStep<LabelledBatch<T>> newPlainStep(
      NDManager manager, TextModel<T> model) {
    return new PlainStep<>(
        manager,
        Lanes.single(manager, model),
        StepBatch::sequences,
        (batch, parts) -> List.of(batch),
        (own, scope, batch, pass) ->
            own.forwardBackward(scope, batch.sequences(), batch.targets(), pass).getLoss());
  }

  private TrainStep<LabelledBatch<T>> newStep(AdversarySettings settings) {
    if (settings.adversary() == Adversary.NONE) {
      return plain;
    }
    return settings.advBeginStep() > 1
        ? new BeginLater<>(settings.advBeginStep(), plain, newAdversarialStep(settings))
        : newAdversarialStep(settings);
  }

  private TrainStep<LabelledBatch<T>> newAdversarialStep(AdversarySettings settings) {
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
      case FREEAT -> new FreeAtStep<>(manager, perturber, steps, rate);
    };
  }

  private TrainStep<LabelledBatch<T>> oneUpdate(Attack attack) {
    return new AdversarialStep<>(manager, perturber, attack);
  }

  @Override
  public void close() {
    plain.close();
    perturber.close();
  }
}
