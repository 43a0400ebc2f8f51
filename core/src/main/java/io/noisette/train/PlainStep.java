package io.noisette.train;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import io.noisette.model.TrainingPass;
import io.noisette.optim.Gradients;
import io.noisette.optim.Optimizer;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Standard training step: forward and backward pass of each micro-batch, whose parts run in
 * parallel, with gradient accumulation, then one optimizer update.
 *
 * @param <M> model type, such as {@code BartModel}
 * @param <B> a micro-batch
 */
public final class PlainStep<M extends TrainableModel, B> implements TrainStep<B> {

  private final NDManager manager;
  private final Lanes<M> lanes;
  private final ToLongFunction<StepBatch<B>> unit;
  private final Cut<B> cut;
  private final Pass<M, B> pass;

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
    this.manager = manager;
    this.lanes = lanes;
    this.unit = unit;
    this.cut = cut;
    this.pass = pass;
  }

  @Override
  public StepResult take(StepBatch<B> batch, StepContext context) {
    double weight = 1.0 / unit.applyAsLong(batch);
    double sum = 0;
    for (int i = 0; i < batch.microBatches().size(); i++) {
      List<B> parts = cut.cut(batch.microBatches().get(i), lanes.getCount());
      int first = i * lanes.getCount();
      List<Double> losses = // forward and backward; then lanes reduce their gradients to one
          lanes.each(
              parts.size(),
              (model, part) ->
                  forwardBackward(model, parts.get(part), context.toPass(first + part, weight)));
      sum += losses.stream().mapToDouble(loss -> loss).sum();
    }
    return update(sum * weight, context);
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

  @Override
  public void close() {
    lanes.close();
  }

  private double forwardBackward(M model, B part, TrainingPass own) {
    try (NDManager scope = manager.newSubManager()) {
      return pass.forwardBackward(model, scope, part, own);
    }
  }
}
