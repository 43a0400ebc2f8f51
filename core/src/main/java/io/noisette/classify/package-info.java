/** Serving of text classifiers with DJL. */
@NullMarked
package io.noisette.classify;

import org.jspecify.annotations.NullMarked;
