/**
 * Distillation of fine-tuned models: the subcommand {@code distill}, logits of teachers, training
 * of students.
 */
@NullMarked
package io.noisette.distillation;

import org.jspecify.annotations.NullMarked;
