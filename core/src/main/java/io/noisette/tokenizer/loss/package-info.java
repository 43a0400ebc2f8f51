/** Counts text that a tokenizer cannot represent. */
@NullMarked
package io.noisette.tokenizer.loss;

import org.jspecify.annotations.NullMarked;
