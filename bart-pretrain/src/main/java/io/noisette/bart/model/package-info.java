/** Kinds of models that objectives of pretraining train, with their examples and batches. */
@NullMarked
package io.noisette.bart.model;

import org.jspecify.annotations.NullMarked;
