/** Parity checks of what objectives draw at random. */
@NullMarked
package io.noisette.bart.golden;

import org.jspecify.annotations.NullMarked;
