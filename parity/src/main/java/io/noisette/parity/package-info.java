/**
 * Comparison of computed tensors with reference values of published code: the command {@code
 * verify-parity}.
 */
@NullMarked
package io.noisette.parity;

import org.jspecify.annotations.NullMarked;
