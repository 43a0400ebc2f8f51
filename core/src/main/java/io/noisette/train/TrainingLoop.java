package io.noisette.train;

import io.noisette.command.StopSignal;
import io.noisette.failure.NonFiniteException;
import io.noisette.file.Uninterrupted;
import io.noisette.run.CheckpointTimer;
import java.io.IOException;
import java.util.List;
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
  private final CheckpointTimer timer;
  private TrainingState state = TrainingState.START;

  /** Step of the newest checkpoint; read by the thread that handles signals. */
  private volatile long savedStep;

  /** Number of completed steps; read by the thread that handles signals. */
  private volatile long doneStep;

  /** Whether a checkpoint is due: something has changed since the last one. */
  private boolean unsaved;

  /** Whether the last validation was not finite, and no update has succeeded since. */
  private boolean diverged;

  /**
   * Creates a loop from its parts, with checkpoints by steps alone; without a validator, there is
   * no best checkpoint.
   */
  public TrainingLoop(
      LoopSettings settings,
      BatchSource<B> source,
      TrainStep<B> trainStep,
      UpdateRule rule,
      @Nullable Validator validator,
      Checkpoints checkpoints,
      TrainingLog log) {
    this(settings, source, trainStep, rule, validator, checkpoints, log, CheckpointTimer.never());
  }

  /** Creates a loop that also saves a checkpoint when {@code timer} says so. */
  TrainingLoop(
      LoopSettings settings,
      BatchSource<B> source,
      TrainStep<B> trainStep,
      UpdateRule rule,
      @Nullable Validator validator,
      Checkpoints checkpoints,
      TrainingLog log,
      CheckpointTimer timer) {
    this.settings = settings;
    this.source = source;
    this.trainStep = trainStep;
    this.rule = rule;
    this.validator = validator;
    this.checkpoints = checkpoints;
    this.log = log;
    this.timer = timer;
  }

  /**
   * Trains until the run is complete, a stop is requested or the thread is interrupted; always
   * saves the last step that changed the weights, unless a validation found that the model has
   * diverged. A validation is broken off by a stop, and made up for when the run resumes. An
   * interrupt requests the stop, and the thread is still interrupted when the method returns.
   *
   * @throws NonFiniteException if a loss or gradient is not finite and the settings say to fail, or
   *     if too many steps in a row were skipped, with the parameters unchanged; or if the
   *     validation metric that selects checkpoints is not finite and the settings say to fail or
   *     the run is complete, in which case the model is not saved
   */
  public TrainingState train(TrainingState start, StopSignal stop) throws IOException {
    state = start;
    savedStep = start.step();
    doneStep = start.step();
    timer.restart();
    stop.setLoss(this::describeLoss);
    try (Prefetcher<B> batches = new Prefetcher<>(source, start.cursor())) {
      while (goesOn(stop)) {
        if (!state.validationDue()) {
          takeStep(batches);
        }
        boolean best = state.validationDue() && validate(stop);
        boolean due = best || isDue(settings.checkpointEvery()) || timer.isDue();
        if (unsaved && !diverged && due) {
          save(best);
        }
      }
    } finally {
      // After a stop, a bad batch or a full disk elsewhere, what was learned is kept.
      if (unsaved && !diverged) {
        save(false);
      }
    }
    return state;
  }

  private boolean goesOn(StopSignal stop) {
    boolean stops = stop.isRequested();
    if (stops) {
      stop.request(); // for what else looks at it, if it was an interrupt of this thread
    }
    return !stops && !settings.isOver(state);
  }

  private void takeStep(Prefetcher<B> batches) {
    long before = System.nanoTime();
    StepBatch<B> batch = batches.next();
    long waitedNanos = System.nanoTime() - before;
    long step = state.step() + 1;
    boolean dropout = settings.hasDropout(step);
    StepResult result =
        trainStep.take(batch, new StepContext(step, settings.seed(), dropout, rule));
    boolean validates = validator != null && isDue(settings.validateEvery(), step);
    TrainingState next = state.after(batch, result, validates);
    if (!result.updated()) {
      diverged |= result.updates() > 0; // the weights have only some of the updates of the step
      skip(next, describe(next, batch, result));
    }
    state = next;
    if (result.updated()) {
      doneStep = step;
      diverged = false;
    }
    // Skipped steps are repeated on resume: checkpoints of them would replace those before.
    unsaved |= result.updated() || settings.isOver(state);
    log.stepDone(state, batch, result, waitedNanos);
  }

  /** Validates; returns whether the model is the best so far by the metric for model selection. */
  private boolean validate(StopSignal stop) {
    if (validator == null) { // the start of a run that goes on from another one
      state = state.withoutValidationDue();
      unsaved = true;
      return false;
    }
    Map<String, Double> figures;
    try {
      figures = validator.validate(stop, share -> log.validating(state.step(), share));
    } catch (NonFiniteException e) {
      diverge(String.format(Locale.ROOT, "step %,d: %s", state.step(), e.getMessage()));
      return false;
    }
    if (stop.isRequested()) {
      return false;
    }
    log.validated(state.step(), figures);
    for (String name : List.of(validator.getChoice(), Validator.LOSS)) {
      double value = figures.getOrDefault(name, Double.NaN);
      if (!Double.isFinite(value)) {
        diverge(
            String.format(
                Locale.ROOT,
                "step %,d: %s is not finite, but %s; the model has diverged",
                state.step(),
                name,
                value));
        return false;
      }
    }
    diverged = false;
    state = state.withoutValidationDue();
    double figure = figures.getOrDefault(validator.getChoice(), Double.NaN);
    Double before = state.best();
    boolean best = before == null || validator.isBetter(figure, before);
    if (best) {
      state = state.withBest(figure);
    }
    unsaved |= best || state.skippedInARow() == 0 || settings.isOver(state);
    return best;
  }

  /** Keeps the model from being saved until an update succeeds; at the end of the run, fails. */
  private void diverge(String message) {
    diverged = true;
    state = state.withoutValidationDue();
    skipOrFail(message, settings.isOver(state));
  }

  private void skip(TrainingState next, String message) {
    int skipped = next.skippedInARow();
    boolean isTooOften = skipped > MOST_SKIPPED;
    String advice =
        String.format(
            Locale.ROOT,
            "; %,d steps in a row were skipped, so the weights have probably diverged: start a new"
                + " run with a lower --learning-rate, from an earlier checkpoint if there is one",
            skipped);
    skipOrFail(isTooOften ? message + advice : message, isTooOften);
  }

  private void skipOrFail(String message, boolean isTooOften) {
    if (isTooOften || settings.nonFinite() == NonFinitePolicy.FAIL) {
      throw new NonFiniteException(message);
    }
    log.skipped(message);
  }

  private void save(boolean best) throws IOException {
    Uninterrupted.perform(() -> checkpoints.save(state, best));
    unsaved = false;
    timer.restart();
    savedStep = state.step();
    log.saved(state.step());
  }

  /** Returns whether a step is a multiple of the interval or the last step. */
  private boolean isDue(int every) {
    return isDue(every, state.step());
  }

  private boolean isDue(int every, long step) {
    return step % every == 0 || step == settings.steps();
  }

  /** Returns what is lost if the process ends now. */
  private String describeLoss() {
    long saved = savedStep;
    long done = doneStep;
    return done <= saved
        ? "no complete step is lost"
        : String.format(
            Locale.ROOT,
            "lost: %s; the next start resumes from %s",
            done == saved + 1
                ? String.format(Locale.ROOT, "step %,d", done)
                : String.format(Locale.ROOT, "steps %,d to %,d", saved + 1, done),
            saved == 0 ? "the beginning" : String.format(Locale.ROOT, "step %,d", saved));
  }

  private static String describe(TrainingState state, StepBatch<?> batch, StepResult result) {
    return String.format(
        Locale.ROOT,
        "step %,d is not finite: loss %s, gradient norm %s, in %,d sequences from epoch %d,"
            + " position %,d; parameters are %s",
        state.step(),
        result.loss(),
        result.gradientNorm(),
        batch.sequences(),
        batch.first().epoch(),
        batch.first().position(),
        result.updates() > 0 ? "those after a part of the step, and are not saved" : "unchanged");
  }
}
