/** Texts that are learned from, and the logits of models for them, computed once and stored. */
@NullMarked
package io.noisette.distillation.transfer;

import org.jspecify.annotations.NullMarked;
