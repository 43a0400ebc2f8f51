/**
 * Training on synthetic rows, and gradients through all of its steps: networks, back-gradient,
 * learned rates and labels.
 */
@NullMarked
package io.noisette.distillation.unroll;

import org.jspecify.annotations.NullMarked;
