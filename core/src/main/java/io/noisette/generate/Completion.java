package io.noisette.generate;

/**
 * A text that a model wrote, without special tokens.
 *
 * @param text the whole of it, also what was copied
 * @param score log p in nats, by token if the length penalty is 1; larger is better
 */
public record Completion(String text, double score) {}
