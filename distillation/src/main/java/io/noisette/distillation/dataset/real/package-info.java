/** Real texts of a task: reading them, training of networks on them, and scores for them. */
@NullMarked
package io.noisette.distillation.dataset.real;

import org.jspecify.annotations.NullMarked;
