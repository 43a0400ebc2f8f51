/** Pretraining objectives: their examples, batches and metrics. */
@NullMarked
package io.noisette.bart.objective;

import org.jspecify.annotations.NullMarked;
