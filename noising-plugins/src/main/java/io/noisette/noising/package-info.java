/** Noise: specs that users write, compiled to functions that corrupt documents reproducibly. */
@NullMarked
package io.noisette.noising;

import org.jspecify.annotations.NullMarked;
