package io.noisette.seq2seq.data;

import io.noisette.generate.target.Truncation;

/**
 * Encoders of both sides of a pair. They are the same unless the sources have a vocabulary of their
 * own.
 *
 * @param source encodes the sources
 * @param target encodes the targets
 * @param truncation what happens with texts that are too long
 */
public record PairEncoders(TextEncoder source, TextEncoder target, Truncation truncation) {}
