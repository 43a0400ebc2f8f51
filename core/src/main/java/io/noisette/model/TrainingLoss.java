package io.noisette.model;

/**
 * Loss of a forward and backward pass, summed over its labels, in nats and not weighted.
 *
 * @param loss the loss whose gradients were accumulated
 * @param nats sum of -log p over the labels; equal to {@code loss} without label smoothing
 */
public record TrainingLoss(double loss, double nats) {}
