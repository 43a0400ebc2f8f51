/** Pretraining objectives: what a model reads and predicts, its batches, and its figures. */
@NullMarked
package io.noisette.bart.objective;

import org.jspecify.annotations.NullMarked;
