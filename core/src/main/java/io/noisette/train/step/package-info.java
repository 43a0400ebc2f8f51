/** The standard training step, whose micro-batches are shared among replicas of the model. */
@NullMarked
package io.noisette.train.step;

import org.jspecify.annotations.NullMarked;
