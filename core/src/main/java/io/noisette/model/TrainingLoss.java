package io.noisette.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loss of a forward and backward pass, summed over its labels, in nats and not weighted.
 *
 * @param loss the loss whose gradients were accumulated
 * @param nats sum of -log p over the labels; equal to {@code loss} without label smoothing
 * @param terms further sums to log, by name, such as the terms of a student's loss
 */
public record TrainingLoss(double loss, double nats, Map<String, Double> terms) {

  /** No loss: the start of a sum. */
  public static final TrainingLoss ZERO = new TrainingLoss(0, 0);

  public TrainingLoss {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms)); // in order, for the log
  }

  /** Creates a loss without further terms. */
  public TrainingLoss(double loss, double nats) {
    this(loss, nats, Map.of());
  }

  /** Returns the sum of both losses, term by term. */
  public TrainingLoss plus(TrainingLoss other) {
    Map<String, Double> sums = new LinkedHashMap<>(terms);
    other.terms.forEach((name, value) -> sums.merge(name, value, Double::sum));
    return new TrainingLoss(loss + other.loss, nats + other.nats, sums);
  }

  /** Returns this loss and its terms times a factor. */
  public TrainingLoss times(double factor) {
    Map<String, Double> products = new LinkedHashMap<>(terms);
    products.replaceAll((name, value) -> value * factor);
    return new TrainingLoss(loss * factor, nats * factor, products);
  }
}
