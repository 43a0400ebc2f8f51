package io.noisette.train;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import io.noisette.model.TrainingPass;
import io.noisette.optim.Gradients;
import io.noisette.optim.Optimizer;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The plain step: each micro-batch forward and backward, its parts side by side, then one update.
 *
 * @param <M> the model
 * @param <B> a micro-batch
 */
public final class PlainStep<M extends TrainableModel, B> implements TrainStep<B> {

  private final NDManager manager;
  private final Lanes<M> lanes;
  private final ToLongFunction<StepBatch<B>> unit;
  private final Cut<B> cut;
  private final Pass<M, B> pass;

  /** Cuts a batch into parts. */
  @FunctionalInterface
  public interface Cut<B> {

    /** At most so many parts, at least one, none of them empty. */
    List<B> cut(B batch, int parts);
  }

  /** A forward and backward pass. */
  @FunctionalInterface
  public interface Pass<M, B> {

    /** Adds up gradients of the pass's weight times the loss, and gives the loss, summed. */
    double forwardBackward(M model, NDManager scope, B part, TrainingPass pass);
  }

  /**
   * A step whose loss is the mean over its target tokens.
   *
   * @param lanes are closed with the step
   */
  public PlainStep(NDManager manager, Lanes<M> lanes, Cut<B> cut, Pass<M, B> pass) {
    this(manager, lanes, StepBatch::targetTokens, cut, pass);
  }

  /**
   * @param unit counts what the loss is the mean over: target tokens or sequences
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
   * The end of every step, plain or not: gradients are clipped, change the parameters at the
   * learning rate, and are cleared. If they or the loss are not finite, they change nothing.
   *
   * @param loss mean over the step
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
