package io.noisette.train;

/**
 * What came of one optimizer step.
 *
 * @param loss nats a target token, before the update
 * @param gradientNorm of all gradients together, before clipping
 * @param learningRate of the update
 * @param updated whether the parameters changed: not if loss or gradient were not finite
 */
public record StepResult(double loss, double gradientNorm, double learningRate, boolean updated) {}
