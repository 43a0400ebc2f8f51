/** Numbers computed by other people's code, held against ours: the verb {@code verify-parity}. */
@NullMarked
package io.noisette.parity;

import org.jspecify.annotations.NullMarked;
