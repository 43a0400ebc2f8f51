/** What golden files of each kind hold, computed by our models and optimizers. */
@NullMarked
package io.noisette.parity.golden;

import org.jspecify.annotations.NullMarked;
