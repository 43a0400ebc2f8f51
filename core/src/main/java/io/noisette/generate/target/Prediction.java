package io.noisette.generate.target;

/**
 * A text that a model has generated.
 *
 * @param text without the start, end and padding tokens
 * @param score sum of log-probabilities in nats, divided by the length in tokens to the power of
 *     the length penalty; larger is better
 * @param finished false if the length limit has cut the text or forced its end
 */
public record Prediction(String text, double score, boolean finished) {}
