/** Encoders: BERT and RoBERTa with their heads, and attention with relative positions. */
@NullMarked
package io.noisette.model.encoder;

import org.jspecify.annotations.NullMarked;
