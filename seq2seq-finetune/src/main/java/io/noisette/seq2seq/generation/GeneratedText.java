package io.noisette.seq2seq.generation;

/**
 * A text generated for a source.
 *
 * @param row index of the row in the data, from 0
 * @param text the text, without special tokens
 * @param score log-probability in nats divided by a power of the length
 * @param finished whether the model ended the text, not the maximum number of tokens
 */
public record GeneratedText(int row, String text, double score, boolean finished) {}
