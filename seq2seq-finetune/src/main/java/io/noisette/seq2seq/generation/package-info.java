/** Texts that a model has generated for pairs: their scores, examples and prediction files. */
@NullMarked
package io.noisette.seq2seq.generation;

import org.jspecify.annotations.NullMarked;
