package io.noisette.train;

import ai.djl.ndarray.NDManager;
import io.noisette.model.TrainingPass;
import java.util.List;

/**
 * The plain step: each micro-batch forward and backward, its parts side by side, then one update.
 * The loss is the mean over all target tokens of the step.
 *
 * @param <M> the model
 * @param <B> a micro-batch
 */
public final class PlainStep<M extends AutoCloseable, B> implements TrainStep<B> {

  private final NDManager manager;
  private final Lanes<M> lanes;
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

    /** Adds up gradients, and gives the sum of -log p over the targets, in nats. */
    double forwardBackward(M model, NDManager scope, B part, TrainingPass pass);
  }

  public PlainStep(NDManager manager, Lanes<M> lanes, Cut<B> cut, Pass<M, B> pass) {
    this.manager = manager;
    this.lanes = lanes;
    this.cut = cut;
    this.pass = pass;
  }

  @Override
  public StepResult take(StepBatch<B> batch, StepContext context) {
    double weight = 1.0 / batch.targetTokens();
    double nats = 0;
    for (int i = 0; i < batch.microBatches().size(); i++) {
      List<B> parts = cut.cut(batch.microBatches().get(i), lanes.getCount());
      int first = i * lanes.getCount();
      List<Double> sums =
          lanes.each(
              parts.size(),
              (model, part) ->
                  forwardBackward(model, parts.get(part), passOf(first + part, weight, context)));
      nats += sums.stream().mapToDouble(sum -> sum).sum();
    }
    return context.update(nats * weight);
  }

  private double forwardBackward(M model, B part, TrainingPass own) {
    try (NDManager scope = manager.newSubManager()) {
      return pass.forwardBackward(model, scope, part, own);
    }
  }

  private static TrainingPass passOf(int number, double weight, StepContext context) {
    TrainingPass pass = TrainingPass.weighted(weight);
    return context.isDropout() ? pass.withDropout(context.getDropoutSeed(number)) : pass;
  }
}
