/** Optimizers, and the gradients they are given. */
@NullMarked
package io.noisette.optim;

import org.jspecify.annotations.NullMarked;
