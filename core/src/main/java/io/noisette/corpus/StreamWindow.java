package io.noisette.corpus;

/**
 * A part of a stream that a language model reads at a time, and how much of what it says counts.
 *
 * @param from the first token that it reads
 * @param length tokens that it reads; it predicts the ones after each of these
 * @param scored predictions that count, the last ones; those before only give context
 */
public record StreamWindow(long from, int length, int scored) {}
