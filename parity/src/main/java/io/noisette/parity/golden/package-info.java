/** Parity checks of models, optimizers and schedules, one class per kind of golden file. */
@NullMarked
package io.noisette.parity.golden;

import org.jspecify.annotations.NullMarked;
