/** Optimizers and operations on gradients. */
@NullMarked
package io.noisette.optim;

import org.jspecify.annotations.NullMarked;
