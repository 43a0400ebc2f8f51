package io.noisette.train;

import io.noisette.command.StopSignal;
import io.noisette.failure.NonFiniteException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Training loop of all models: batch, step, log, validation, checkpoint.
 *
 * <p>The loop handles data only as micro-batches of some type, and the model only through {@link
 * TrainStep}.
 *
 * @param <B> type of a micro-batch
 */
public final class TrainingLoop<B> {

  /** Maximum number of consecutive steps skipped because the loss or a gradient is not finite. */
  private static final int MOST_SKIPPED = 10;

  private final LoopSettings settings;
  private final BatchSource<B> source;
  private final TrainStep<B> trainStep;
  private final UpdateRule rule;
  private final @Nullable Validator validator;
  private final Checkpoints checkpoints;
  private final TrainingLog log;
  private TrainingState state = TrainingState.START;

  /** Whether a checkpoint is due: a step since the last checkpoint, and no divergence. */
  private boolean unsaved;

  /** Creates a loop from its parts; without a validator, there is no best checkpoint. */
  public TrainingLoop(
      LoopSettings settings,
      BatchSource<B> source,
      TrainStep<B> trainStep,
      UpdateRule rule,
      @Nullable Validator validator,
      Checkpoints checkpoints,
      TrainingLog log) {
    this.settings = settings;
    this.source = source;
    this.trainStep = trainStep;
    this.rule = rule;
    this.validator = validator;
    this.checkpoints = checkpoints;
    this.log = log;
  }

  /**
   * Trains until the run is complete or a stop is requested; always saves the last complete step.
   *
   * @throws NonFiniteException if a loss or gradient is not finite and the settings say to fail, or
   *     if too many steps in a row were skipped, with the parameters unchanged; or if the
   *     validation metric that selects checkpoints is not finite and the settings say to fail, in
   *     which case the model is not saved
   */
  public TrainingState train(TrainingState start, StopSignal stop) throws IOException {
    state = start;
    try (Prefetcher<B> batches = new Prefetcher<>(source, start.cursor())) {
      while (!settings.isOver(state) && !stop.isRequested()) {
        takeStep(batches);
        boolean best = isDue(settings.validateEvery()) && validate();
        if (best || isDue(settings.checkpointEvery())) {
          save(best);
        }
      }
    } finally {
      if (unsaved) { // a stop, a bad batch, a full disk elsewhere: what was learned is kept
        save(false);
      }
    }
    return state;
  }

  private void takeStep(Prefetcher<B> batches) {
    long before = System.nanoTime();
    StepBatch<B> batch = batches.next();
    long waitedNanos = System.nanoTime() - before;
    long step = state.step() + 1;
    boolean dropout = settings.hasDropout(step);
    StepResult result =
        trainStep.take(batch, new StepContext(step, settings.seed(), dropout, rule));
    TrainingState next = state.after(batch, result);
    if (!result.updated()) {
      skipOrFail(describe(next, batch, result), next.skippedInARow() > MOST_SKIPPED);
    }
    state = next;
    unsaved = true;
    log.stepDone(state, batch, result, waitedNanos);
  }

  /** Validates; returns whether the model is the best so far by the metric for model selection. */
  private boolean validate() {
    if (validator == null) {
      return false;
    }
    Map<String, Double> figures = validator.validate();
    log.validated(state.step(), figures);
    double figure = figures.getOrDefault(validator.getChoice(), Double.NaN);
    if (!Double.isFinite(figure)) {
      unsaved = settings.nonFinite() == NonFinitePolicy.SKIP;
      skipOrFail(
          String.format(
              Locale.ROOT,
              "step %,d: %s is not finite, but %s; the model has diverged",
              state.step(),
              validator.getChoice(),
              figure),
          false);
      return false;
    }
    Double before = state.best();
    boolean best = before == null || validator.isBetter(figure, before);
    if (best) {
      state = state.withBest(figure);
    }
    return best;
  }

  private void skipOrFail(String message, boolean isTooOften) {
    if (isTooOften || settings.nonFinite() == NonFinitePolicy.FAIL) {
      throw new NonFiniteException(message);
    }
    log.skipped(message);
  }

  private void save(boolean best) throws IOException {
    checkpoints.save(state, best);
    unsaved = false;
    log.saved(state.step());
  }

  /** Returns whether a step is a multiple of the interval or the last step. */
  private boolean isDue(int every) {
    return state.step() % every == 0 || state.step() == settings.steps();
  }

  private static String describe(TrainingState state, StepBatch<?> batch, StepResult result) {
    return String.format(
        Locale.ROOT,
        "step %,d is not finite: loss %s, gradient norm %s, in %,d sequences from epoch %d,"
            + " position %,d; parameters are unchanged",
        state.step(),
        result.loss(),
        result.gradientNorm(),
        batch.sequences(),
        batch.first().epoch(),
        batch.first().position());
  }
}
