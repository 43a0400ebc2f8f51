/** Perturbations of the input embeddings: their start, ascent and projection onto a ball. */
@NullMarked
package io.noisette.adversary.perturbation;

import org.jspecify.annotations.NullMarked;
