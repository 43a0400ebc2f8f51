/** The loss of a student: soft targets of teachers at a temperature, and the labels. */
@NullMarked
package io.noisette.distillation.loss;

import org.jspecify.annotations.NullMarked;
