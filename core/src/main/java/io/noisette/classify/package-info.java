/** Serving of models that score labels for texts. */
@NullMarked
package io.noisette.classify;

import org.jspecify.annotations.NullMarked;
