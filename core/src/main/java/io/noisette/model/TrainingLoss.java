package io.noisette.model;

/**
 * Loss of a forward and backward pass, summed over its labels, in nats and not weighted.
 *
 * @param loss the loss whose gradients were accumulated
 * @param nats sum of -log p over the labels; equal to {@code loss} without label smoothing
 */
public record TrainingLoss(double loss, double nats) {

  /** No loss: the start of a sum. */
  public static final TrainingLoss ZERO = new TrainingLoss(0, 0);

  /** Returns the sum of both losses. */
  public TrainingLoss plus(TrainingLoss other) {
    return new TrainingLoss(loss + other.loss, nats + other.nats);
  }

  /** Returns this loss times a factor. */
  public TrainingLoss times(double factor) {
    return new TrainingLoss(loss * factor, nats * factor);
  }
}
