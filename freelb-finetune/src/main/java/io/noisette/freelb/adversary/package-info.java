/** Adversarial training: perturbations of word embeddings, and the steps that train on them. */
@NullMarked
package io.noisette.freelb.adversary;

import org.jspecify.annotations.NullMarked;
