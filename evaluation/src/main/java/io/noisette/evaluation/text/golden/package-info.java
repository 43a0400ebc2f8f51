/** Parity checks of metrics of generated text, one class per kind of reference values. */
@NullMarked
package io.noisette.evaluation.text.golden;

import org.jspecify.annotations.NullMarked;
