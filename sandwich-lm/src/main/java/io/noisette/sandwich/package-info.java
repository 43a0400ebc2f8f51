/**
 * Training and evaluation of sandwich language models, decoder-only models with sublayers in any
 * order.
 */
@NullMarked
package io.noisette.sandwich;

import org.jspecify.annotations.NullMarked;
