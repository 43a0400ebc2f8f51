/** Tests of training passes. */
@NullMarked
package io.noisette.model.training;

import org.jspecify.annotations.NullMarked;
