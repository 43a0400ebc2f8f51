/** Noise specs and their compilation to noising functions that corrupt documents reproducibly. */
@NullMarked
package io.noisette.noising;

import org.jspecify.annotations.NullMarked;
