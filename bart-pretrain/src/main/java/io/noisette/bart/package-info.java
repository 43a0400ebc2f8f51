/** BART's denoising pretraining: noise to look at, and the run. */
@NullMarked
package io.noisette.bart;

import org.jspecify.annotations.NullMarked;
