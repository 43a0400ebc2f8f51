/** Parity checks of distillation, one class per kind of reference values. */
@NullMarked
package io.noisette.distillation.golden;

import org.jspecify.annotations.NullMarked;
