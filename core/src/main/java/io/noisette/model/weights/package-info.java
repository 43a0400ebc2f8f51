/**
 * Model files in the format of transformers: tensors by name, and {@code config.json}. Internal: no
 * promise of the library is made for this package.
 */
@NullMarked
package io.noisette.model.weights;

import org.jspecify.annotations.NullMarked;
