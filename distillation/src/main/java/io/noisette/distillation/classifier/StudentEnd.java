package io.noisette.distillation.classifier;

/**
 * What a student has reached when its training was over.
 *
 * @param steps number of steps that it has made, fewer than planned with {@code --patience}
 * @param best best dev metric
 */
public record StudentEnd(long steps, double best) {}
