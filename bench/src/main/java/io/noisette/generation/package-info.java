/** Benchmark of generation with BART models, to be compared with transformers. */
@NullMarked
package io.noisette.generation;

import org.jspecify.annotations.NullMarked;
