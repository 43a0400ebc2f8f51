package io.noisette.train.step;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import io.noisette.model.TrainingLoss;
import io.noisette.model.TrainingPass;
import io.noisette.optim.Gradients;
import io.noisette.optim.Optimizer;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Standard training step: forward and backward pass of each micro-batch, whose parts run in
 * parallel, with gradient accumulation, then one optimizer update.
 *
 * @param <M> model type, such as {@code BartModel}
 * @param <B> a micro-batch
 */
public final class PlainStep<M extends TrainableModel, B> implements TrainStep<B> {

  /** Name of the figure with the smoothed loss, in nats per target token. */
  public static final String SMOOTHED_LOSS = "smoothed_loss";

  private final NDManager manager;
  private final Lanes<M> lanes;
  private final ToLongFunction<StepBatch<B>> unit;
  private final Cut<B> cut;
  private final DetailedPass<M, B> pass;
  private final boolean isSmoothed;

  /** Function that splits a micro-batch into parts. */
  @FunctionalInterface
  public interface Cut<B> {

    /** Splits a micro-batch into at least one and at most {@code parts} non-empty parts. */
    List<B> cut(B batch, int parts);
  }

  /** Forward and backward pass over one part of a micro-batch. */
  @FunctionalInterface
  public interface Pass<M, B> {

    /**
     * Accumulates the gradients of the loss times {@code pass.weight()}; returns the sum of the
     * loss, not weighted.
     */
    double forwardBackward(M model, NDManager scope, B part, TrainingPass pass);
  }

  /**
   * Forward and backward pass over one part of a micro-batch whose loss is not the only one to log,
   * as with label smoothing.
   */
  @FunctionalInterface
  public interface DetailedPass<M, B> extends AutoCloseable {

    /**
     * Accumulates the gradients of {@code loss} times {@code pass.weight()}; returns the sums of
     * all losses, not weighted. Called by several threads, each with a replica of the model.
     */
    TrainingLoss forwardBackward(M model, NDManager scope, B part, TrainingPass pass);

    /** Frees what the pass holds; the step that it belongs to calls it when it is closed. */
    @Override
    default void close() {}
  }

  /**
   * Place of a part in a step.
   *
   * @param lane index of the replica that works on it
   * @param number of the part in the step, from 0, from which its random seed is derived
   */
  public record Place(int lane, int number) {}

  /** Work on one part of a micro-batch with a replica of the model. */
  @FunctionalInterface
  public interface PartWork<M, B, R> {

    /** Handles a part, and may accumulate gradients of the replica's parameters. */
    R handle(M model, B part, Place place);
  }

  /**
   * Creates a step whose loss is the mean over the target tokens of the step.
   *
   * @param lanes replicas of the model, closed together with the step
   */
  public PlainStep(NDManager manager, Lanes<M> lanes, Cut<B> cut, Pass<M, B> pass) {
    this(manager, lanes, StepBatch::targetTokens, cut, pass);
  }

  /**
   * Creates a step whose loss is the mean over a chosen unit, such as examples.
   *
   * @param unit function that counts the units of the loss mean: target tokens or sequences
   */
  public PlainStep(
      NDManager manager,
      Lanes<M> lanes,
      ToLongFunction<StepBatch<B>> unit,
      Cut<B> cut,
      Pass<M, B> pass) {
    this(
        manager,
        lanes,
        unit,
        cut,
        (model, scope, part, own) -> {
          double loss = pass.forwardBackward(model, scope, part, own);
          return new TrainingLoss(loss, loss);
        },
        false);
  }

  private PlainStep(
      NDManager manager,
      Lanes<M> lanes,
      ToLongFunction<StepBatch<B>> unit,
      Cut<B> cut,
      DetailedPass<M, B> pass,
      boolean isSmoothed) {
    this.manager = manager;
    this.lanes = lanes;
    this.unit = unit;
    this.cut = cut;
    this.pass = pass;
    this.isSmoothed = isSmoothed;
  }

  /**
   * Creates a step with label smoothing. Its loss is the mean of -log p over the target tokens, so
   * that it can be compared with other losses; the smoothed loss that is minimized is the figure
   * {@value #SMOOTHED_LOSS}.
   *
   * @param lanes replicas of the model, closed together with the step
   */
  public static <M extends TrainableModel, B> PlainStep<M, B> smoothed(
      NDManager manager, Lanes<M> lanes, Cut<B> cut, DetailedPass<M, B> pass) {
    return new PlainStep<>(manager, lanes, StepBatch::targetTokens, cut, pass, true);
  }

  /**
   * Creates a step whose loss has terms, which are further figures. Its loss is the mean of -log p.
   *
   * @param lanes replicas of the model, closed together with the step
   * @param unit function that counts the units of the loss mean: target tokens or sequences
   * @param pass closed together with the step
   */
  public static <M extends TrainableModel, B> PlainStep<M, B> withTerms(
      NDManager manager,
      Lanes<M> lanes,
      ToLongFunction<StepBatch<B>> unit,
      Cut<B> cut,
      DetailedPass<M, B> pass) {
    return new PlainStep<>(manager, lanes, unit, cut, pass, false);
  }

  @Override
  public StepResult take(StepBatch<B> batch, StepContext context) {
    double weight = 1.0 / countUnits(batch);
    double loss = 0;
    double nats = 0;
    TrainingLoss terms = TrainingLoss.ZERO;
    for (int i = 0; i < batch.microBatches().size(); i++) {
      List<TrainingLoss> losses =
          each(
              batch,
              i,
              (model, part, place) -> {
                try (NDManager scope = manager.newSubManager()) {
                  TrainingPass own = context.toPass(place.number(), weight);
                  return forwardBackward(model, scope, part, own);
                }
              });
      loss += losses.stream().mapToDouble(TrainingLoss::loss).sum();
      nats += losses.stream().mapToDouble(TrainingLoss::nats).sum();
      terms = losses.stream().reduce(terms, TrainingLoss::plus);
    }
    TrainingLoss sums = new TrainingLoss(loss, nats, terms.terms());
    return complete(sums.times(weight), context);
  }

  /**
   * Returns the number that the loss of a step is divided by, such as that of its target tokens.
   */
  public long countUnits(StepBatch<B> batch) {
    return unit.applyAsLong(batch);
  }

  /** Returns the number of replicas of the model, this one included. */
  public int getLaneCount() {
    return lanes.getCount();
  }

  /**
   * Runs work on each part of a micro-batch in parallel, then adds up the gradients of all replicas
   * in the model.
   *
   * @param microBatch index in the batch
   * @return results in the order of the parts
   */
  public <R> List<R> each(StepBatch<B> batch, int microBatch, PartWork<M, B, R> work) {
    List<B> parts = cut.cut(batch.microBatches().get(microBatch), lanes.getCount());
    int first = microBatch * lanes.getCount();
    return lanes.each(
        parts.size(),
        (model, lane) -> work.handle(model, parts.get(lane), new Place(lane, first + lane)));
  }

  /** Runs the forward and backward pass of this step over a part of a micro-batch. */
  public TrainingLoss forwardBackward(M model, NDManager scope, B part, TrainingPass own) {
    return pass.forwardBackward(model, scope, part, own);
  }

  /**
   * Completes a training step as {@link #update} does, and returns its loss.
   *
   * @param mean mean losses of the step
   */
  public StepResult complete(TrainingLoss mean, StepContext context) {
    StepResult result = update(mean.nats(), context).withFigures(mean.terms());
    return isSmoothed ? result.withFigures(Map.of(SMOOTHED_LOSS, mean.loss())) : result;
  }

  /**
   * Completes a training step: clips the gradients, updates the parameters and clears the
   * gradients. A NaN or infinite loss or gradient leaves the parameters unchanged.
   *
   * @param loss mean loss of the step
   */
  public static StepResult update(double loss, StepContext context) {
    Optimizer optimizer = context.rule().optimizer();
    Gradients gradients = optimizer.getGradients();
    double norm = gradients.measureNorm();
    double rate = context.learningRate();
    boolean finite = Double.isFinite(loss) && Double.isFinite(norm);
    if (finite) {
      gradients.clip(norm, context.rule().clipNorm());
      optimizer.update(rate);
    }
    gradients.clear();
    return new StepResult(loss, norm, rate, finite);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    lanes.close();
    pass.close();
  }
}
