/** Processes that train on request, to be compared with other programs. */
@NullMarked
package io.noisette.bart;

import org.jspecify.annotations.NullMarked;
