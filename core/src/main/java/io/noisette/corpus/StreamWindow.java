package io.noisette.corpus;

/**
 * Part of a token stream that a language model reads in one forward pass, and the number of its
 * predictions that are scored.
 *
 * @param from position in the stream of the first token read
 * @param length number of tokens read; the model predicts the token after each of them
 * @param scored number of predictions that are scored, the last ones; earlier ones only serve as
 *     context
 */
public record StreamWindow(long from, int length, int scored) {}
