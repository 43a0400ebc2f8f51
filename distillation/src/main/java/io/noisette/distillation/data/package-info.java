/**
 * The subcommand {@code distill-data}: labels for texts without any from a model's predictions over
 * several views of them, selection of the surest, and batches that mix them with labelled texts.
 */
@NullMarked
package io.noisette.distillation.data;

import org.jspecify.annotations.NullMarked;
