/** Distillation of fine-tuned models: the subcommand {@code distill}. */
@NullMarked
package io.noisette.distillation;

import org.jspecify.annotations.NullMarked;
