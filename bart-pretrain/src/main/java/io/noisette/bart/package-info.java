/** Pretraining of BART, and evaluation by its objectives. */
@NullMarked
package io.noisette.bart;

import org.jspecify.annotations.NullMarked;
