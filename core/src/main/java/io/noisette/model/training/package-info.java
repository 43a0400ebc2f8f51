/**
 * Training passes: forward and backward pass of the layers with gradients that are written out
 * instead of recorded by autograd, in bf16 or fp32. Internal: no promise of the library is made for
 * this package.
 */
@NullMarked
package io.noisette.model.training;

import org.jspecify.annotations.NullMarked;
