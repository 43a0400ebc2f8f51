/**
 * Encoder models: BERT and RoBERTa with their heads, and self-attention with relative positions.
 */
@NullMarked
package io.noisette.model.encoder;

import org.jspecify.annotations.NullMarked;
