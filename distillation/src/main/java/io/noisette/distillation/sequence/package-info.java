/** Distillation of models that write: {@code distill --level word}, {@code sequence} or both. */
@NullMarked
package io.noisette.distillation.sequence;

import org.jspecify.annotations.NullMarked;
