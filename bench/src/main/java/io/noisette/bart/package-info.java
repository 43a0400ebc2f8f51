/** Processes that train on request, for comparisons with other programs. */
@NullMarked
package io.noisette.bart;

import org.jspecify.annotations.NullMarked;
