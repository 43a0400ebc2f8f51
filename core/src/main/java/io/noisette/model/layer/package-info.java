/**
 * Transformer layers as kernels, with their inputs: dropout masks, packed sequences, lists of
 * parameters. Internal: no promise of the library is made for this package.
 */
@NullMarked
package io.noisette.model.layer;

import org.jspecify.annotations.NullMarked;
