/**
 * Distillation of a data set into a few synthetic texts, which are rows of word vectors: the
 * subcommand {@code distill-dataset}.
 */
@NullMarked
package io.noisette.distillation.dataset;

import org.jspecify.annotations.NullMarked;
