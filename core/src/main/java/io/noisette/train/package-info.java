/** The training loop: batch, step, log, validate, checkpoint; and what a step is made of. */
@NullMarked
package io.noisette.train;

import org.jspecify.annotations.NullMarked;
