/** Benchmark of language models, to be compared with PyTorch. */
@NullMarked
package io.noisette.sandwich;

import org.jspecify.annotations.NullMarked;
