package io.noisette.train;

import io.noisette.command.StopSignal;
import io.noisette.failure.NonFiniteException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The loop that every model is trained by, in the order in which a step happens.
 *
 * <p>It knows data only as micro-batches of some type, and the model only through {@link
 * TrainStep}.
 *
 * @param <B> a micro-batch
 */
public final class TrainingLoop<B> {

  /** Steps in a row that may be skipped because loss or gradient are not finite. */
  private static final int MOST_SKIPPED = 10;

  private final LoopSettings settings;
  private final BatchSource<B> source;
  private final TrainStep<B> trainStep;
  private final Updater updater;
  private final @Nullable Validator validator;
  private final Checkpoints checkpoints;
  private final TrainingLog log;

  public TrainingLoop(
      LoopSettings settings,
      BatchSource<B> source,
      TrainStep<B> trainStep,
      Updater updater,
      @Nullable Validator validator,
      Checkpoints checkpoints,
      TrainingLog log) {
    this.settings = settings;
    this.source = source;
    this.trainStep = trainStep;
    this.updater = updater;
    this.validator = validator;
    this.checkpoints = checkpoints;
    this.log = log;
  }

  /**
   * Trains until the run is over or until asked to stop; the last complete step is always saved.
   *
   * @throws NonFiniteException if a loss or gradient is not finite and the settings say to fail, or
   *     if that happens too often in a row, parameters being those before it; or if the figure that
   *     chooses checkpoints is not finite and the settings say to fail: that model is not saved
   */
  public TrainingState train(TrainingState start, StopSignal stop) throws IOException {
    TrainingState state = start;
    TrainingState saved = start;
    boolean diverged = false;
    try (Prefetcher<B> batches = new Prefetcher<>(source, start.cursor())) {
      while (!settings.isOver(state) && !stop.isRequested()) {
        long before = System.nanoTime();
        StepBatch<B> batch = batches.next();
        state = takeStep(state, batch, System.nanoTime() - before);
        boolean last = state.step() == settings.steps();
        boolean best = false;
        if (validator != null && (last || isDue(settings.validateEvery(), state))) {
          double figure = validate(state, validator);
          diverged = !Double.isFinite(figure);
          if (diverged) {
            refuseOrSkip(state, validator.getChoice(), figure);
            diverged = false; // the settings say to go on
          } else if (state.best() == null || validator.isBetter(figure, state.best())) {
            best = true;
            state = state.withBest(figure);
          }
        }
        if (best || last || isDue(settings.checkpointEvery(), state)) {
          save(state, best);
          saved = state;
        }
      }
    } finally {
      // A stop, a bad batch or a full disk elsewhere: what was learned is kept, if it is any good.
      if (saved.step() != state.step() && !diverged) {
        save(state, false);
      }
    }
    return state;
  }

  private TrainingState takeStep(TrainingState state, StepBatch<B> batch, long waitedNanos) {
    long step = state.step() + 1;
    boolean dropout = settings.hasDropout(step);
    StepResult result =
        trainStep.take(batch, new StepContext(step, settings.seed(), dropout, updater));
    TrainingState next = state.after(batch, result);
    if (!result.updated()) {
      refuseOrSkip(next, batch, result);
    }
    log.stepDone(next, batch, result, waitedNanos);
    return next;
  }

  private void refuseOrSkip(TrainingState state, StepBatch<B> batch, StepResult result) {
    String message =
        "step %,d is not finite: loss %s, gradient norm %s, in %,d samples from epoch %d, position"
                .formatted(
                    state.step(),
                    result.loss(),
                    result.gradientNorm(),
                    batch.samples(),
                    batch.first().epoch())
            + " %,d; parameters are unchanged".formatted(batch.first().position());
    if (settings.nonFinite() == NonFinitePolicy.FAIL || state.skippedInARow() > MOST_SKIPPED) {
      throw new NonFiniteException(message);
    }
    log.skipped(message);
  }

  /** The figure that chooses checkpoints. */
  private double validate(TrainingState state, Validator held) {
    Map<String, Double> figures = held.validate();
    log.validated(state.step(), figures);
    return figures.getOrDefault(held.getChoice(), Double.NaN);
  }

  private void refuseOrSkip(TrainingState state, String name, double figure) {
    String message =
        "step %,d: %s is not finite, but %s; the model has diverged"
            .formatted(state.step(), name, figure);
    if (settings.nonFinite() == NonFinitePolicy.FAIL) {
      throw new NonFiniteException(message);
    }
    log.skipped(message);
  }

  private void save(TrainingState state, boolean best) throws IOException {
    checkpoints.save(state, best);
    log.saved(state.step());
  }

  private static boolean isDue(int every, TrainingState state) {
    return state.step() % every == 0;
  }
}
