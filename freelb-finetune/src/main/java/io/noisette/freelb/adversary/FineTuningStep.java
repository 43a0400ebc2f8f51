package io.noisette.freelb.adversary;

import ai.djl.ndarray.NDManager;
import io.noisette.failure.UsageException;
import io.noisette.model.ModelFamily;
import io.noisette.model.SequenceClassifier;
import io.noisette.train.Lanes;
import io.noisette.train.PlainStep;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import java.util.List;

/** The step that settings ask for, with what it needs. */
public final class FineTuningStep implements TrainStep<LabelledBatch> {

  private final AdversarySettings settings;
  private final NDManager manager;
  private final SequenceClassifier model;
  private final PerturbationSampler perturbations;
  private final PassListener listener;
  private final TrainStep<LabelledBatch> plain;
  private final TrainStep<LabelledBatch> step;

  /**
   * Makes the step.
   *
   * @throws UsageException if the model's family does not go with the adversary
   */
  public FineTuningStep(AdversarySettings settings, NDManager manager, SequenceClassifier model) {
    this(
        settings,
        manager,
        model,
        new PerturbationSampler(manager, settings.toBall(), model.getWidth()),
        (scores, perturbation) -> {});
  }

  /** Owns {@code perturbations}. */
  FineTuningStep(
      AdversarySettings settings,
      NDManager manager,
      SequenceClassifier model,
      PerturbationSampler perturbations,
      PassListener listener) {
    requireFit(settings, model.getFamily());
    this.settings = settings;
    this.manager = manager;
    this.model = model;
    this.perturbations = perturbations;
    this.listener = listener;
    plain = newPlainStep(manager, model);
    step = newStep();
  }

  @Override
  public StepResult take(StepBatch<LabelledBatch> batch, StepContext context) {
    return step.take(batch, context);
  }

  /** Checks, before anything is begun, that an adversary goes with a family of models. */
  public static void requireFit(AdversarySettings settings, ModelFamily family) {
    if (settings.adversary() == Adversary.YOPO && family == ModelFamily.BART) {
      throw new UsageException(
          "--adversary yopo needs a first layer that holds the whole perturbation: BERT and RoBERTa"
              + " have it, BART, whose decoder reads the text too, has not; take freelb");
    }
  }

  /** No adversary: the mean loss over the texts of a batch. */
  private static TrainStep<LabelledBatch> newPlainStep(
      NDManager manager, SequenceClassifier model) {
    return new PlainStep<>(
        manager,
        Lanes.single(manager, model),
        StepBatch::samples,
        (texts, parts) -> List.of(texts),
        (own, scope, texts, pass) ->
            own.forwardBackward(scope, texts.getTexts(), texts.getTargets(), pass).getLoss());
  }

  private TrainStep<LabelledBatch> newStep() {
    if (settings.adversary() == Adversary.NONE) {
      return plain;
    }
    return settings.advBeginStep() > 1
        ? new BeginLater(settings.advBeginStep(), plain, newAdversarialStep())
        : newAdversarialStep();
  }

  private TrainStep<LabelledBatch> newAdversarialStep() {
    int steps = settings.advSteps();
    int passes = settings.advVariant().countPasses(steps);
    double rate = settings.advLr();
    return switch (settings.adversary()) {
      case NONE -> throw new IllegalStateException("no adversary");
      case FREELB -> oneUpdate(new FreeLb(passes, rate));
      case PGD -> oneUpdate(new Pgd(steps, rate));
      case YOPO -> oneUpdate(new Yopo(passes, settings.yopoInnerSteps(), rate));
      case FREEAT -> new FreeAtStep(manager, opponent(DropoutSharing.OFF), steps, rate);
    };
  }

  private TrainStep<LabelledBatch> oneUpdate(Attack attack) {
    return new AdversarialStep(manager, opponent(settings.sharedDropout()), attack);
  }

  private Perturber opponent(DropoutSharing sharing) {
    return new Perturber(model, perturbations, sharing, listener);
  }

  @Override
  public void close() {
    plain.close();
    perturbations.close();
  }
}
