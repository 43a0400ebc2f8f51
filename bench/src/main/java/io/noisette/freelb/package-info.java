/** Benchmark of fine-tuning, to be compared with the published training loop. */
@NullMarked
package io.noisette.freelb;

import org.jspecify.annotations.NullMarked;
